import type { Definition } from '../figure.ts';
import { allTracebacks, moment, provider, requests, withNames } from './source.ts';

const denominator =
  'Of the requests that were sent in the period and were answered or ran out. Requests that were withdrawn, were not needed, did not arrive or are still open are left out.';

const fate = (name: string, title: string, what: string, condition: string): Definition => ({
  name,
  title,
  definition: `${what} ${denominator}`,
  shape: 'share',
  before: withNames,
  columns: { part: `countIf(${condition})`, whole: 'countIf(decided)' },
  from: requests,
});

const waitedFor = (start: string, ended: string, last: string) =>
  `greatest(0, ceil(dateDiff('second', ${start}, if(${ended}, ${last}, ${moment})) / 3600))`;
const found = "outcome IN ('caller_identified', 'originator_identified', 'foreign')";

/** How providers answered. */
export const answerFigures: readonly Definition[] = [
  fate(
    'answered_in_time',
    'Requests answered in time',
    'Answers that came before their due time. Refusals are left out.',
    "status = 'answered' AND NOT is_refusal",
  ),
  fate(
    'answered_late',
    'Requests answered late',
    'Answers that came after their due time. Refusals are left out.',
    "status = 'answered_late' AND NOT is_refusal",
  ),
  fate(
    'refused',
    'Requests refused',
    'The provider refused, or asked for legal process, whenever it did.',
    'decided AND is_refusal',
  ),
  fate(
    'silent',
    'Requests without an answer',
    'Delivered and reminded of, without an answer.',
    "status = 'non_responsive'",
  ),
];

/** How long it took. */
export const timeFigures: readonly Definition[] = [
  {
    name: 'time_per_hop',
    title: 'Hours until a request is answered',
    definition:
      "Requests of the period, from the delivery to the answer, a begun hour as a whole one. A request without an answer counts as still open, with the hours up to the moment of the report (Kaplan and Meier's estimate). Requests that did not arrive are left out.",
    shape: 'survival',
    columns: {
      hours: waitedFor('ifNull(delivered_at, sent_at)', 'answered_at IS NOT NULL', 'answered_at'),
      ended: 'countIf(answered_at IS NOT NULL)',
      open: 'countIf(answered_at IS NULL)',
    },
    from: requests,
    tail: "WHERE status != 'bounced' GROUP BY hours ORDER BY hours",
    moves: 'by the second',
  },
  {
    name: 'time_to_origin',
    title: 'Hours until the origin is known',
    definition:
      "Tracebacks opened in the period, from their opening to an end that names the origin: caller identified, originator identified or foreign. A begun hour counts as a whole one. Every other traceback counts as still open, with the hours up to the moment of the report, also where it ended without an origin (Kaplan and Meier's estimate). Withdrawn tracebacks and live calls are left out.",
    shape: 'survival',
    columns: {
      hours: waitedFor('opened_at', found, 'ended_at'),
      ended: `countIf(${found})`,
      open: `countIf(NOT (${found}))`,
    },
    from: allTracebacks,
    tail: 'WHERE NOT live GROUP BY hours ORDER BY hours',
    moves: 'by the second',
  },
];

/** Lists, which may be long. */
export const providerLists: readonly Definition[] = [
  {
    name: 'non_responsive_list',
    title: 'Non-responsive providers, by provider',
    definition: `Providers with requests that stayed without an answer, with all their requests that were answered or ran out. ${denominator}`,
    shape: 'table',
    before: withNames,
    columns: {
      who: provider('provider'),
      without_answer: "countIf(status = 'non_responsive')",
      requests: 'count()',
    },
    from: requests,
    tail: 'WHERE decided GROUP BY who HAVING without_answer > 0 ORDER BY without_answer DESC, who',
  },
  {
    name: 'refusals',
    title: 'Refusals, with the reason that each provider gave',
    definition:
      'Requests of the period that were refused or answered with a demand for legal process, by provider and reason.',
    shape: 'table',
    before: withNames,
    columns: {
      who: provider('provider'),
      kind: 'answer',
      said: "if(reason = '', 'none given', reason)",
      requests: 'count()',
    },
    from: requests,
    tail: 'WHERE decided AND is_refusal GROUP BY who, kind, said ORDER BY requests DESC, who, said',
  },
];
