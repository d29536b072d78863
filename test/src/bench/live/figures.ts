import { halvesOf, type Sample } from './bounded.ts';
import { quantile } from './delays.ts';
import type { Measured } from './measured.ts';
import { ingestLag } from './progress.ts';
import { cpuOf, type StatementCost } from './statements.ts';

const sampleMs = 250;
/** A feeder that sends less than this share of the rate has measured another rate. */
const leastFed = 0.95;

const seconds = (ms: number) => Math.round(ms / 100) / 10;
const rounded = (value: number) => Number(value.toPrecision(3));

/** The figures of one run, by the names they are published under. */
export function figuresOf(run: Measured) {
  const { plan, findings, start, sentAll } = run;
  const ingest = halvesOf(ingestSamples(run), start, sentAll);
  const detect = halvesOf(run.detectLooks, start, sentAll);
  const fed_per_s = Math.round((1_000 * run.cdrs) / Math.max(1_000 * plan.seconds, sentAll - start));
  return {
    rate: plan.rate,
    sustained: ingest.isBounded && detect.isBounded && fed_per_s >= leastFed * plan.rate,
    fed_per_s,
    cdrs: run.cdrs,
    stored_before: run.stored,
    stored_before_s: (plan.live - plan.from) / 1_000,
    settled: run.isSettled,
    ingest_lag_s: { first_half: seconds(ingest.firstHalf), second_half: seconds(ingest.secondHalf) },
    detect_lag_s: { first_half: seconds(detect.firstHalf), second_half: seconds(detect.secondHalf) },
    round_s: roundSeconds(run),
    cpu_s_per_1m: cpuFigures(run),
    workers: workerFigures(run),
    steps: stepFigures(run, 'detect'),
    merges: stepFigures(run, 'merges'),
    peak_mb: Object.fromEntries(run.memory.map(({ process, peakMb }) => [process, Math.round(peakMb)])),
    candidate_after_s: delayFigures(run),
    campaigns: findings.campaigns,
    found: findings.found,
    candidates: findings.candidates,
    right_candidates: findings.rightCandidates,
    bulk_callers: findings.bulkCallers,
    taken_back: findings.takenBack,
    accused: findings.accused.reduce((sum, { campaigns }) => sum + campaigns, 0),
    accused_kinds: findings.accused,
  };
}
export type RateFigures = ReturnType<typeof figuresOf>;

function ingestSamples({ sent, storedOver, start, sentAll }: Measured): Sample[] {
  const samples: Sample[] = [];
  for (let at = start; at <= sentAll; at += sampleMs)
    samples.push({ at, lag: ingestLag(sent, storedOver, at) });
  return samples;
}

/** Mean time of a round that changed something; null where none ended. */
function roundSeconds({ detectLooks }: Measured): number | null {
  const [first, last] = [detectLooks[0], detectLooks.at(-1)];
  const rounds = (last?.rounds ?? 0) - (first?.rounds ?? 0);
  return rounds === 0 ? null : rounded(((last?.roundSeconds ?? 0) - (first?.roundSeconds ?? 0)) / rounds);
}

/** CPU seconds a million CDRs of the live part; the engine's are told apart by who asked for them. */
function cpuFigures({ cpu, statements, cdrs }: Measured): Record<string, number> {
  const per1M = (value: number) => rounded((1e6 * value) / cdrs);
  const { machine: _, engine = 0, ...own } = cpu;
  const [ofIngest, ofDetect, ofMerges] = [
    cpuOf(statements, 'ingest'),
    cpuOf(statements, 'detect'),
    cpuOf(statements, 'merges'),
  ];
  return {
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, per1M(value)])),
    engine: per1M(engine),
    'engine: for ingest': per1M(ofIngest),
    'engine: for detect': per1M(ofDetect),
    'engine: merges': per1M(ofMerges),
    'engine: the rest': per1M(Math.max(0, engine - ofIngest - ofDetect - ofMerges)),
  };
}

/** CPU seconds a million CDRs of each worker, and what the second detect worker costs and gives. */
function workerFigures({ cpuOfWorkers, activeDetect, takeoverMs, cdrs }: Measured) {
  const per1M = (value: number) => rounded((1e6 * value) / cdrs);
  const standby = cpuOfWorkers.detect.filter((_, i) => i !== activeDetect);
  return {
    ingest: cpuOfWorkers.ingest.map(per1M),
    detect: cpuOfWorkers.detect.map(per1M),
    standby_cpu_s_per_1m: per1M(standby.reduce((sum, cpu) => sum + cpu, 0)),
    takeover_s: takeoverMs === undefined ? null : seconds(takeoverMs),
  };
}

/** Steps of a worker as statements to the engine, or merges by table; the dearest first. */
function stepFigures({ statements, cdrs }: Measured, of: StatementCost['worker']) {
  return statements
    .filter(({ worker }) => worker === of)
    .map(({ step, runs, cpu_s, rows, peak_mb }) => ({
      step,
      runs,
      cpu_s_per_1m: rounded((1e6 * cpu_s) / cdrs),
      rows_read_per_cdr: rounded(rows / cdrs),
      peak_mb: Math.round(peak_mb),
    }));
}

/** Of campaigns whose 200th call arrived live: seconds from its being stored to its first open candidate on the topic. */
function delayFigures({ due, stored: before, storedOver, findings }: Measured) {
  const live = [...due].filter(([, cdrs]) => cdrs > before);
  const delays = live.flatMap(([campaign, cdrs]) => {
    const [stored, opened] = [storedOver.reached(cdrs), findings.opened.get(campaign)];
    return stored === undefined || opened === undefined ? [] : [seconds(Math.max(0, opened - stored))];
  });
  return {
    due: live.length,
    opened: delays.length,
    p50: quantile(delays, 0.5) ?? null,
    p95: quantile(delays, 0.95) ?? null,
  };
}
