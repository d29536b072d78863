import type { Store } from '@ringtrace/platform/clickhouse';
import { Gauge, Histogram, type Metrics } from '@ringtrace/platform/metrics/registry';
import { watchDays } from '../builds/days.ts';
import { detectBacklog } from './backlog.ts';
import { openCounts } from './progress.ts';
import type { RoundEnd } from './run.ts';

/** Counts the rounds of a detect worker; docs/operations.md says what each figure means. */
export function detectMetrics(metrics: Metrics, store: Store): (end: RoundEnd) => void {
  const duration = new Histogram({
    name: 'ringtrace_detect_tick_duration_seconds',
    help: 'Time one round of detection took, by outcome (changed, idle or failed).',
    labelNames: ['outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers: [metrics.registry],
  });
  const active = new Gauge({
    name: 'ringtrace_detect_active',
    help: '1 where this worker is the active one, 0 where it stands by.',
    registers: [metrics.registry],
  });
  const failing = new Gauge({
    name: 'ringtrace_detect_failing_rounds',
    help: 'Rounds that failed in a row; 0 while they go well, and on a worker that stands by.',
    registers: [metrics.registry],
  });
  backlogMetrics(metrics, store);
  const judgedUpTo = delayMetric(metrics);
  return (end) => {
    active.set(end.outcome === 'standby' ? 0 : 1);
    if (end.outcome === 'failed') failing.inc();
    else failing.set(0);
    if (end.outcome === 'standby') return;
    duration.observe({ outcome: end.outcome }, (end.endedAt - end.startedAt) / 1_000);
    if (end.outcome !== 'failed' && end.complete) judgedUpTo(end.startedAt);
  };
}

/** Grows with time until a round has done all there was to do: so it also tells of a worker that gets nowhere. */
function delayMetric({ registry }: Metrics): (moment: number) => void {
  let upTo = performance.now();
  new Gauge({
    name: 'ringtrace_detect_delay_seconds',
    help: 'CDRs stored longer ago than this are judged, and their candidates are published. A few that came late for their minute may not be.',
    registers: [registry],
    collect() {
      this.set((performance.now() - upTo) / 1_000);
    },
  });
  return (moment) => {
    upTo = moment;
  };
}

/** A measurement asks the store as much as a round without work does. Prometheus scrapes every 15 s as a rule. */
const measureEveryMs = 10_000;

function backlogMetrics(metrics: Metrics, store: Store): void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `ringtrace_detect_${name}`, help, registers: [metrics.registry] });
  const minutes = gauge('dirty_minutes', 'Buckets of rollups whose arrivals are not built yet.');
  const windows = gauge('dirty_windows', 'Hours not judged or not merged into campaigns yet.');
  const unpublished = gauge(
    'candidates_unpublished',
    'Candidates whose newest revision is not in the topic.',
  );
  const campaigns = gauge('campaigns_open', 'Open campaigns.');
  const candidates = gauge('candidates_open', 'Open traceback candidates.');
  const pending = gauge('candidates_pending', 'Traceback candidates that wait for feeds that are behind.');
  const withdrawn = gauge(
    'candidates_withdrawn',
    'Traceback candidates that had been open and were taken back, because later records removed the suspicion.',
  );
  const watch = watchDays(store);
  const gauges = [minutes, windows, unpublished, campaigns, candidates, pending, withdrawn];
  const measure = async () => {
    const [backlog, [open]] = await Promise.all([detectBacklog(store, watch), store.query(openCounts, {})]);
    minutes.set(backlog.dirtyMinutes);
    windows.set(backlog.dirtyWindows);
    unpublished.set(backlog.unpublished);
    campaigns.set(open?.campaigns ?? 0);
    candidates.set(open?.candidates ?? 0);
    pending.set(backlog.pending);
    withdrawn.set(open?.withdrawn ?? 0);
  };
  metrics.beforeScrape(gauges, measure, measureEveryMs);
}
