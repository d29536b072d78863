import { count, table } from 'ringtrace/output';
import type { Accused } from '../../accuracy/accused.ts';
import { toleranceMs } from './bounded.ts';
import type { CatchUpFigures } from './catch-up.ts';
import { type DensityFigures, growthOf } from './density.ts';
import type { RateFigures } from './figures.ts';
import type { PeerFigures } from './peer.ts';

type RateResult = RateFigures & {
  readonly peer?: PeerFigures;
  /** The same rate with one ingest and one detect worker, where the run itself had more. */
  readonly one_of_each?: RateFigures;
};

export interface Result {
  /** The highest rate at which both lags stayed bounded; 0 = none. Left out where no rate was run. */
  readonly sustained_per_s?: number;
  /** What that means. */
  readonly rule?: string;
  readonly rates: readonly RateResult[];
  readonly densities?: readonly DensityFigures[];
  readonly catch_up?: CatchUpFigures;
}

const shownSteps = 15;

export const rule = `sustained: each lag's peak in the second half is at most ${toleranceMs / 1_000} s above its peak in the first half, and all was fed`;

/** All figures as tables, one after another. */
export function inWords({ rates, densities, catch_up, sustained_per_s }: Result): string {
  return [
    ...(sustained_per_s === undefined ? [] : rateTables(rates, sustained_per_s)),
    ...rates.flatMap((run) => (run.one_of_each === undefined ? [] : besideOneOfEach(run, run.one_of_each))),
    ...rates.flatMap(({ rate, peer }) => (peer === undefined ? [] : peerTables(rate, peer))),
    ...(densities === undefined ? [] : densityTables(densities)),
    ...(catch_up === undefined ? [] : catchUpTables(catch_up)),
  ].join('\n\n');
}

function rateTables(rates: readonly RateResult[], sustained: number): string[] {
  const last = rates.at(-1);
  return [
    `sustained: ${sustained} CDRs/s\n(${rule})`,
    table(rates.map(rateRow)),
    `CPU seconds per million CDRs\n${acrossRates(rates, (run) => run.cpu_s_per_1m)}`,
    `peak memory, MB\n${acrossRates(rates, (run) => run.peak_mb)}`,
    ...(last === undefined
      ? []
      : [
          `steps of detection in the engine, at ${last.rate}/s\n${table(last.steps.slice(0, shownSteps))}`,
          `merges by table, at ${last.rate}/s\n${table(last.merges.slice(0, shownSteps))}`,
        ]),
  ];
}

const cpuShown = ['ingest', 'detect', 'engine: for ingest', 'engine: for detect', 'engine'] as const;

/** A rate with several workers, and with one of each. */
function besideOneOfEach(run: RateFigures, one: RateFigures): string[] {
  const rows = [one, run].map((each) => ({
    workers: `${each.workers.ingest.length} ingest, ${each.workers.detect.length} detect`,
    sustained: each.sustained ? 'yes' : 'no',
    'ingest lag s': `${each.ingest_lag_s.first_half}, ${each.ingest_lag_s.second_half}`,
    'detect lag s': `${each.detect_lag_s.first_half}, ${each.detect_lag_s.second_half}`,
    'candidate p50 s': dash(each.candidate_after_s.p50),
    ...Object.fromEntries(cpuShown.map((name) => [`CPU ${name}`, each.cpu_s_per_1m[name] ?? '-'])),
  }));
  const { ingest, detect, standby_cpu_s_per_1m, takeover_s } = run.workers;
  return [
    `${run.rate}/s, beside one of each; CPU seconds per million CDRs\n${table(rows)}`,
    [
      `ingest workers by themselves: ${ingest.join(', ')}; detect workers: ${detect.join(', ')}; those that stood by: ${standby_cpu_s_per_1m}`,
      takeover_s === null
        ? []
        : `after kill -9 of the active one, another ended its first round after ${takeover_s} s`,
    ]
      .flat()
      .join('\n'),
  ];
}

const dash = (value: number | null) => value ?? '-';

const rateRow = (run: RateResult) => ({
  rate: run.rate,
  sustained: run.sustained ? 'yes' : 'no',
  fed: run.fed_per_s,
  'stored before': `${count(run.stored_before)} (${count(Math.round(run.stored_before_s))} s)`,
  'ingest lag s': `${run.ingest_lag_s.first_half}, ${run.ingest_lag_s.second_half}`,
  'detect lag s': `${run.detect_lag_s.first_half}, ${run.detect_lag_s.second_half}`,
  'round s': dash(run.round_s),
  'candidate p50 s': dash(run.candidate_after_s.p50),
  'p95 s': dash(run.candidate_after_s.p95),
  'of campaigns': `${run.candidate_after_s.opened} of ${run.candidate_after_s.due}`,
  found: `${run.found} of ${run.campaigns}`,
  right: `${run.right_candidates} of ${run.candidates}`,
  'taken back': run.taken_back,
  accused: run.accused === 0 ? '0' : accusedInWords(run.accused_kinds),
});

const accusedInWords = (kinds: readonly Accused[]) =>
  kinds.map(({ kind, campaigns }) => `${campaigns} (${kind || 'national mix'})`).join(', ');

/** Figures down, rates across. */
function acrossRates(
  rates: readonly RateResult[],
  of: (run: RateResult) => Readonly<Record<string, number>>,
): string {
  const names = new Set(rates.flatMap((run) => Object.keys(of(run))));
  return table(
    [...names].map((name) => ({
      process: name,
      ...Object.fromEntries(rates.map((run) => [`${run.rate}/s`, of(run)[name] ?? ''])),
    })),
  );
}

const peerTables = (rate: number, peer: PeerFigures) => [
  `views a user would build, over the CDRs of ${rate}/s: ${peer.cpu_s_per_1m} CPU s per million CDRs in blocks of ${peer.block_rows}; ${peer.look_cpu_s} CPU s a look\nours over theirs, without merges of ours: ${peer.ours_over_views}`,
  table(
    peer.rules.map((found) => ({
      rule: found.rule,
      found: `${found.found} of ${found.campaigns}`,
      'honest numbers flagged': found.honest_numbers,
      'honest legs flagged': found.honest_legs_flagged,
    })),
  ),
];

function densityTables(densities: readonly DensityFigures[]): string[] {
  const { seconds, cpu } = growthOf(densities);
  const steps = densities.at(-1)?.steps.slice(0, shownSteps) ?? [];
  return [
    `one further minute of arrivals, by the density of its hours\n${table(densities.map(({ steps: _, ...row }) => row))}`,
    `highest density over lowest: ${seconds} times the seconds, ${cpu} times the CPU`,
    `engine's CPU seconds by step\n${table(
      steps.map(({ step }) => ({
        step,
        ...Object.fromEntries(
          densities.map((at) => [
            `density ${at.density}`,
            at.steps.find((s) => s.step === step)?.cpu_s ?? '',
          ]),
        ),
      })),
    )}`,
  ];
}

function catchUpTables({ steps, ...figures }: CatchUpFigures): string[] {
  return [`catching up what is stored\n${table([figures])}`, table(steps.slice(0, shownSteps))];
}
