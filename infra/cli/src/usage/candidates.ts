import { candidateStatuses } from '@ringtrace/schemas/tables/campaigns';
import { defineUsage } from '../usage.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [
    { does: 'open ones since a day', line: 'ringtrace candidates --status open --since 2026-03-03' },
    { does: 'all of them for a spreadsheet', line: 'ringtrace candidates --format csv > candidates.csv' },
    { does: 'one with its evidence', line: 'ringtrace candidates t-26bd824372c58984' },
    { does: 'a picture of its evidence', line: 'ringtrace candidates t-26bd824372c58984 --svg evidence.svg' },
  ],
  about: `Without an id: candidates, newest first, a line each. With the id of a candidate or of its campaign: why it was opened, what is proven and what is only claimed of its origin, an example call with its path, and whom to ask next. With --svg: a picture of how its signals add up to its score, for a browser or a report.`,
  arguments: { id: { about: 'of a candidate or of its campaign', optional: true } },
  options: {
    status: {
      type: 'string',
      value: 'STATUS',
      about: 'only those that have this status',
      oneOf: candidateStatuses,
    },
    since: {
      type: 'string',
      value: 'TIME',
      about: 'only those whose event time is not before: a day, or a time with its zone',
    },
    limit: { type: 'string', value: 'N', whole: true, about: 'the newest N; without it, all' },
    format: {
      type: 'string',
      value: 'FORMAT',
      about: '--json is the same as --format json',
      oneOf: ['table', 'csv', 'json', 'jsonl'],
      default: 'table',
    },
    svg: {
      type: 'string',
      value: 'FILE',
      path: 'file',
      about: 'draw the evidence of the one candidate into this file (SVG); - is standard output',
    },
    json,
  },
});
