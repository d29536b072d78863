import { Metrics } from '@ringtrace/platform/metrics/registry';
import { expect, it } from 'vitest';
import type { CaseLog } from '../log/log.ts';
import { asked, memoryDesk } from '../work/desk.fixture.ts';
import { casesMetrics } from './metrics.ts';
import type { Round } from './tick.ts';

const quiet: Round = { sent: [], reminded: [], overdue: 0, nonResponsive: 0, changed: 0, troubles: [] };
const message = { provider: 'y', batch_id: 'bat-1', requests: [], why: '' };

it('metrics count messages by what became of them, requests by status, and rounds that fail', async () => {
  const { desk, log } = memoryDesk();
  await asked(desk);
  const metrics = new Metrics();
  const count = casesMetrics(metrics, () => log);
  count({ outcome: 'none', ms: 1 });
  const sent = [
    { ...message, delivered: true as const },
    { ...message, delivered: 'perhaps' as const },
  ];
  const reminded = [{ ...message, delivered: false as const }];
  count({ outcome: 'done', ms: 1, round: { ...quiet, sent, reminded } });
  count({ outcome: 'failed', ms: 1, error: new Error('x') });
  count({ outcome: 'done', ms: 1, round: { ...quiet, troubles: [{ what: 'send requests', error: '' }] } });
  const text = await metrics.text();
  for (const line of [
    'ringtrace_cases_messages_total{purpose="request",outcome="delivered"} 1',
    'ringtrace_cases_messages_total{purpose="request",outcome="sent"} 1',
    'ringtrace_cases_messages_total{purpose="reminder",outcome="failed"} 1',
    'ringtrace_cases_requests{status="delivered"} 1',
    'ringtrace_cases_requests{status="overdue"} 0',
    'ringtrace_cases_failing_rounds 2',
    'ringtrace_cases_round_duration_seconds_count{outcome="done"} 2',
  ])
    expect(text).toContain(line);
});

it('a scrape counts requests without reading any', async () => {
  const { desk, log } = memoryDesk();
  await asked(desk);
  const metrics = new Metrics();
  const readsNothing: CaseLog = {
    ...log,
    read: (work) =>
      log.read((r) =>
        work({
          ...r,
          load: () => expect.unreachable('a thing was read'),
          withStatus: () => expect.unreachable('things were read'),
        }),
      ),
  };
  casesMetrics(metrics, () => readsNothing);
  expect(await metrics.text()).toContain('ringtrace_cases_requests{status="delivered"} 1');
});
