import { type Definition, defineFigure } from '../figure.ts';
import { asOf, moment, provider, requests, tracebacks, withNames } from './source.ts';

const refusals = "('refused', 'legal_process_required')";
/** Requests of the period that were answered or ran out, with what was answered. */
const decided = `(
  SELECT q.*, a.kind AS answer, a.reason AS reason
  FROM ${requests} AS q LEFT JOIN (SELECT answer_id, toString(kind) AS kind, reason FROM ${asOf('answers')}) AS a ON a.answer_id = q.answer_id
  WHERE q.status IN ('answered', 'answered_late', 'non_responsive')
)`;
const denominator =
  'Of the requests that were sent in the period and were answered or ran out. Requests that were withdrawn, were not needed, did not arrive or are still open are left out.';

const fate = (name: string, title: string, what: string, condition: string) =>
  defineFigure({
    name,
    title,
    definition: `${what} ${denominator}`,
    shape: 'share',
    sql: `SELECT countIf(${condition}) AS part, count() AS whole FROM ${decided}`,
  });

const waitedFor = (start: string, ended: string, last: string) =>
  `greatest(0, ceil(dateDiff('second', ${start}, if(${ended}, ${last}, ${moment})) / 3600))`;

/** How providers answered, and how long it took. */
export const requestFigures: readonly Definition[] = [
  fate(
    'answered_in_time',
    'Requests answered in time',
    'Answers that came before their due time. Refusals are left out.',
    `status = 'answered' AND answer NOT IN ${refusals}`,
  ),
  fate(
    'answered_late',
    'Requests answered late',
    'Answers that came after their due time. Refusals are left out.',
    `status = 'answered_late' AND answer NOT IN ${refusals}`,
  ),
  fate(
    'refused',
    'Requests refused',
    'The provider refused, or asked for legal process, whenever it did.',
    `answer IN ${refusals}`,
  ),
  fate(
    'silent',
    'Requests without an answer',
    'Delivered and reminded of, without an answer.',
    "status = 'non_responsive'",
  ),
  defineFigure({
    name: 'non_responsive_list',
    title: 'Non-responsive providers, by provider',
    definition: `Providers with requests that stayed without an answer, with all their requests that were answered or ran out. ${denominator}`,
    shape: 'table',
    sql: `${withNames} SELECT ${provider('provider')} AS who, countIf(status = 'non_responsive') AS without_answer, count() AS requests
FROM ${decided} GROUP BY who HAVING without_answer > 0 ORDER BY without_answer DESC, who`,
  }),
  defineFigure({
    name: 'refusals',
    title: 'Refusals, with the reason that each provider gave',
    definition:
      'Requests of the period that were refused or answered with a demand for legal process, by provider and reason.',
    shape: 'table',
    sql: `${withNames} SELECT ${provider('provider')} AS who, answer AS kind, if(reason = '', 'none given', reason) AS reason, count() AS requests
FROM ${decided} WHERE answer IN ${refusals} GROUP BY who, kind, reason ORDER BY requests DESC, who, reason`,
  }),
  defineFigure({
    name: 'time_per_hop',
    title: 'Hours until a request is answered',
    definition:
      "Requests of the period, from the delivery to the answer, a begun hour as a whole one. A request without an answer counts as still open, with the hours up to the moment of the report (Kaplan and Meier's estimate). Requests that did not arrive are left out.",
    shape: 'survival',
    sql: `SELECT ${waitedFor('ifNull(delivered_at, sent_at)', 'answered_at IS NOT NULL', 'answered_at')} AS hours,
  countIf(answered_at IS NOT NULL) AS ended, countIf(answered_at IS NULL) AS open
FROM ${requests} WHERE status != 'bounced' GROUP BY hours ORDER BY hours`,
  }),
  defineFigure({
    name: 'time_to_origin',
    title: 'Hours until the origin is known',
    definition:
      "Tracebacks opened in the period, from their opening to an end that names the origin: caller identified, originator identified or foreign. A begun hour counts as a whole one. Every other traceback counts as still open, with the hours up to the moment of the report, also where it ended without an origin (Kaplan and Meier's estimate). Withdrawn tracebacks and live calls are left out.",
    shape: 'survival',
    sql: `SELECT ${waitedFor('opened_at', 'found', 'ended_at')} AS hours, countIf(found) AS ended, countIf(NOT found) AS open
FROM (SELECT opened_at, ended_at, outcome IN ('caller_identified', 'originator_identified', 'foreign') AS found FROM ${tracebacks()})
GROUP BY hours ORDER BY hours`,
  }),
];
