import type { Dashboard } from '../panel.ts';

export const detection: Dashboard = {
  name: 'detection',
  title: 'detection',
  about: 'How far detection is behind, and what it finds.',
  panels: [
    {
      kind: 'metrics',
      title: 'How far detection is behind',
      about: 'CDRs stored longer ago than this are judged, and their candidates are published.',
      unit: 's',
      lines: {
        delay: 'min(ringtrace_detect_delay_seconds and on (instance) (ringtrace_detect_active == 1))',
      },
    },
    {
      kind: 'metrics',
      title: 'Time of a round, 95 of 100',
      about: 'By outcome: changed, idle or failed.',
      unit: 's',
      lines: {
        '{{outcome}}':
          'histogram_quantile(0.95, sum by (le, outcome) (rate(ringtrace_detect_tick_duration_seconds_bucket[10m])))',
      },
    },
    {
      kind: 'metrics',
      title: 'Work that waits',
      about: 'Minutes to build, and hours to judge or merge. Both return to 0 when little comes.',
      lines: {
        'minutes to build': 'max(ringtrace_detect_dirty_minutes)',
        'hours to judge': 'max(ringtrace_detect_dirty_windows)',
        'candidates to publish': 'max(ringtrace_detect_candidates_unpublished)',
      },
    },
    {
      kind: 'metrics',
      title: 'Rounds that failed in a row',
      about: '0 while all is well. The log of the worker and the table worker_troubles say why.',
      lines: { '{{instance}}': 'ringtrace_detect_failing_rounds' },
    },
    {
      kind: 'metrics',
      title: 'Candidates',
      about:
        'Open, pending while feeds are behind, and taken back because later records removed the suspicion.',
      lines: {
        open: 'max(ringtrace_detect_candidates_open)',
        pending: 'max(ringtrace_detect_candidates_pending)',
        'taken back': 'max(ringtrace_detect_candidates_withdrawn)',
      },
    },
    {
      kind: 'store',
      as: 'lines',
      title: 'Candidates opened an hour',
      about: 'By the wall clock at which each was first opened.',
      sql: `SELECT toStartOfHour(opened_at) AS time, count() AS opened
FROM traceback_candidates
WHERE opened_at IS NOT NULL AND $__timeFilter_ms(opened_at)
GROUP BY time
ORDER BY time`,
    },
    {
      kind: 'store',
      as: 'table',
      title: 'Largest open campaigns',
      about: 'With the provider that records prove as origin, or the one that is named.',
      width: 24,
      sql: `SELECT campaign_id, first_seen, last_seen, calls, legs, calling_numbers, called_numbers, round(score, 3) AS score,
  origin_provider, claimed_origin, entry_provider
FROM campaigns
WHERE status = 'open' AND $__timeFilter_ms(last_seen)
ORDER BY calls DESC
LIMIT 100`,
    },
  ],
};
