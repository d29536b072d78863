import type { Dashboard } from '../panel.ts';

/** Requests of people: not those of a provider's signed link, and not the files of the pages. */
const people = 'kind=~"page|own|casework|sign-in"';

export const consoleUse: Dashboard = {
  name: 'console',
  title: 'console',
  about: 'How fast the console answers, what fails, who signs in, and what leaves it.',
  panels: [
    {
      kind: 'metrics',
      title: 'Requests a second, by what was asked for',
      about: 'Each open page asks anew every ten seconds, so the rate follows the number of open pages.',
      unit: 'reqps',
      lines: {
        '{{kind}}': 'sum by (kind) (rate(ringtrace_console_request_duration_seconds_count[5m]))',
      },
    },
    {
      kind: 'metrics',
      title: 'Share of requests that failed',
      about: 'Refused ones (4xx) come of wrong addresses and missing rights. 5xx are faults.',
      unit: 'percentunit',
      lines: {
        '{{status}}':
          'sum by (status) (rate(ringtrace_console_request_duration_seconds_count{status=~"4xx|5xx"}[5m])) / on () group_left () sum(rate(ringtrace_console_request_duration_seconds_count[5m]))',
      },
    },
    {
      kind: 'metrics',
      title: 'Time until an answer begins',
      about:
        'Half of the requests, and 95 of 100, by what was asked for. Pages are meant to answer within a second.',
      unit: 's',
      lines: {
        'half {{kind}}': `histogram_quantile(0.5, sum by (le, kind) (rate(ringtrace_console_request_duration_seconds_bucket{${people}}[10m])))`,
        '95 of 100 {{kind}}': `histogram_quantile(0.95, sum by (le, kind) (rate(ringtrace_console_request_duration_seconds_bucket{${people}}[10m])))`,
      },
    },
    {
      kind: 'metrics',
      title: 'People who are signed in',
      about: 'Sessions that have not ended. Somebody with two browsers counts twice.',
      lines: { '{{instance}}': 'ringtrace_console_sessions' },
    },
    {
      kind: 'metrics',
      title: 'Sign-ins an hour, by outcome',
      about: 'Wrong names or passwords, and those that must wait, are a reason to look where they come from.',
      lines: {
        '{{outcome}}': 'sum by (outcome) (increase(ringtrace_console_sign_ins_total[1h]))',
      },
    },
    {
      kind: 'metrics',
      title: 'Files and called numbers in full, an hour',
      about: 'CSV files that were fetched, and answers that showed called numbers in full.',
      lines: {
        'CSV files': 'sum(increase(ringtrace_console_csv_files_total[1h]))',
        'answers with numbers': 'sum(increase(ringtrace_console_numbers_shown_total[1h]))',
      },
    },
  ],
};
