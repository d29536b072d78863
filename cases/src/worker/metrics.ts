import { Counter, Gauge, Histogram, type Metrics } from '@ringtrace/platform/metrics/registry';
import type { CaseLog } from '../log/log.ts';
import type { SentBatch } from '../work/sending.ts';
import type { RoundEnd } from './run.ts';

/** Statuses of requests that wait for something. Those that are answered grow without end. */
const counted = ['draft', 'approved', 'sent', 'delivered', 'acknowledged', 'overdue', 'bounced'] as const;

/** Counts the rounds of the worker of casework; docs/operations.md says what each figure means. */
export function casesMetrics(metrics: Metrics, casework: () => CaseLog | undefined): (end: RoundEnd) => void {
  const registers = [metrics.registry];
  const duration = new Histogram({
    name: 'ringtrace_cases_round_duration_seconds',
    help: 'Time one round of casework took, by outcome (done, failed, or none: there is no casework).',
    labelNames: ['outcome'],
    buckets: [0.01, 0.05, 0.25, 1, 5, 30, 300],
    registers,
  });
  const failing = new Gauge({
    name: 'ringtrace_cases_failing_rounds',
    help: 'Rounds in a row that failed, or in which a part failed; 0 while they go well.',
    registers,
  });
  const messages = new Counter({
    name: 'ringtrace_cases_messages_total',
    help: 'Messages to providers, by purpose (request, reminder) and outcome (delivered, sent, failed).',
    labelNames: ['purpose', 'outcome'],
    registers,
  });
  const requests = new Gauge({
    name: 'ringtrace_cases_requests',
    help: 'Requests that wait for something, by status.',
    labelNames: ['status'],
    registers,
    collect() {
      const log = casework();
      for (const status of counted)
        this.set({ status }, log?.read((r) => r.countWithStatus('request', status)) ?? 0);
    },
  });
  requests.reset();
  return (end) => {
    duration.observe({ outcome: end.outcome }, end.ms / 1_000);
    if (isFailing(end)) failing.inc();
    else failing.set(0);
    if (end.outcome !== 'done') return;
    for (const message of end.round.sent) messages.inc({ purpose: 'request', outcome: outcomeOf(message) });
    for (const message of end.round.reminded)
      messages.inc({ purpose: 'reminder', outcome: outcomeOf(message) });
  };
}

const isFailing = (end: RoundEnd) =>
  end.outcome === 'failed' || (end.outcome === 'done' && end.round.troubles.length > 0);

function outcomeOf({ delivered }: SentBatch): 'delivered' | 'sent' | 'failed' {
  if (delivered === false) return 'failed';
  return delivered === true ? 'delivered' : 'sent';
}
