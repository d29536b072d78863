import type { Dashboard } from '../panel.ts';

export const casework: Dashboard = {
  name: 'casework',
  title: 'casework',
  about: 'Requests to providers, their answers, and what waits for a person.',
  panels: [
    {
      kind: 'metrics',
      title: 'Requests that wait, by status',
      about: 'Drafts wait for a person; sent ones wait for a provider; bounced ones need another address.',
      lines: { '{{status}}': 'max by (status) (ringtrace_cases_requests)' },
    },
    {
      kind: 'metrics',
      title: 'Messages to providers a minute, by outcome',
      about: 'Requests and reminders. Failed ones are sent again.',
      lines: {
        '{{purpose}} {{outcome}}':
          'sum by (purpose, outcome) (rate(ringtrace_cases_messages_total[10m])) * 60',
      },
    },
    {
      kind: 'metrics',
      title: 'Rounds that failed in a row',
      about: '0 while all is well.',
      lines: { '{{instance}}': 'ringtrace_cases_failing_rounds' },
    },
    {
      kind: 'metrics',
      title: 'Time of a round, 95 of 100',
      about: 'A round sends what is approved, reminds, and marks what is overdue.',
      unit: 's',
      lines: {
        '{{outcome}}':
          'histogram_quantile(0.95, sum by (le, outcome) (rate(ringtrace_cases_round_duration_seconds_bucket[10m])))',
      },
    },
    {
      kind: 'store',
      as: 'lines',
      title: 'Requests sent a day, by provider',
      about: 'By the day on which they went out.',
      sql: `SELECT toStartOfDay(sent_at) AS time, toString(provider) AS provider, count() AS requests
FROM requests
WHERE $__timeFilter_ms(sent_at)
GROUP BY time, provider
ORDER BY time`,
    },
    {
      kind: 'store',
      as: 'table',
      title: 'Overdue requests',
      about: 'The longest overdue first, by the calendar of the provider.',
      sql: `SELECT request_id, case_id, provider, status, due_at, reminders
FROM requests
WHERE status IN ('overdue', 'non_responsive')
ORDER BY due_at
LIMIT 200`,
    },
    {
      kind: 'store',
      as: 'table',
      title: 'Open cases',
      about: 'With who has them; those without anybody come first.',
      width: 24,
      sql: `SELECT case_id, source, status, assignee, opened_at, changed_at
FROM cases
WHERE status = 'open'
ORDER BY assignee = '' DESC, opened_at
LIMIT 200`,
    },
  ],
};
