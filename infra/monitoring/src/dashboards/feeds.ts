import { feedStates } from '@ringtrace/schemas/tables/feed-status';
import type { Dashboard } from '../panel.ts';

export const feeds: Dashboard = {
  name: 'feeds',
  title: 'feeds of the carriers',
  about: 'What carriers send, how late it is, and what could not be accepted.',
  panels: [
    {
      kind: 'metrics',
      title: 'Records a second, by carrier',
      about: 'CDRs that were stored and committed. A carrier whose line falls to 0 sends nothing.',
      unit: 'ops',
      lines: { '{{carrier}}': 'sum by (carrier) (rate(ringtrace_ingest_cdrs_total[5m]))' },
    },
    {
      kind: 'metrics',
      title: 'Dead letters a second, by reason',
      about:
        'Records and whole messages that could not be accepted. They are kept, and can be sent again after a fix.',
      unit: 'ops',
      lines: {
        '{{carrier}} {{reason}}': 'sum by (carrier, reason) (rate(ringtrace_ingest_dead_letters_total[5m]))',
      },
    },
    {
      kind: 'store',
      as: 'table',
      title: 'Where each feed stands',
      about:
        'One row for each carrier and source. Feeds that are silent, reject much or miss batches come first.',
      width: 24,
      sql: `SELECT carrier, source, silent, lag_s, silent_s, sequence_gaps, records, rejected,
  round(rejected / greatest(records, 1), 4) AS rejected_share, unreadable, last_received
FROM (${feedStates('1')})
ORDER BY silent DESC, unreadable DESC, rejected_share DESC, sequence_gaps DESC, carrier, source
LIMIT 500`,
    },
    {
      kind: 'store',
      as: 'lines',
      title: 'Records received a minute, by carrier',
      about: 'By the time at which the broker received them, from the store.',
      sql: `SELECT toStartOfMinute(received_at) AS time, toString(carrier) AS carrier, sum(records) AS records
FROM batches FINAL
WHERE $__timeFilter_ms(received_at)
GROUP BY time, carrier
ORDER BY time`,
    },
    {
      kind: 'store',
      as: 'table',
      title: 'Open dead letters, by reason and field',
      about: 'What waits to be sent again: ringtrace dead-letters shows the bytes.',
      sql: `SELECT carrier, reason, field, count() AS dead_letters, max(received_at) AS last_received
FROM dead_letters FINAL
WHERE status = 'open' AND $__timeFilter_ms(received_at)
GROUP BY carrier, reason, field
ORDER BY dead_letters DESC
LIMIT 200`,
    },
  ],
};
