import { type Definition, defineFigure } from '../figure.ts';
import { asOf, beforePeriod, cohort, inPeriod, provider, requests, tracebacks, withNames } from './source.ts';

/** Providers in the paths of tracebacks that `where` chooses; each with the strongest way in which it is known there. */
const inPaths = (where: string) => `
SELECT ${provider('h.provider')} AS who, min(t.opened_at) AS first, max(h.basis != 'named') AS is_more_than_named
FROM ${asOf('hops')} AS h INNER JOIN ${asOf('tracebacks')} AS t ON t.traceback_id = h.traceback_id
INNER JOIN (SELECT case_id FROM ${asOf('cases')} WHERE NOT live) AS c ON c.case_id = t.case_id
WHERE t.outcome != 'withdrawn' AND ${where}
GROUP BY who`;

/** The figures that the registered traceback consortium publishes, in its order, and what belongs beside them. */
export const keyFigures: readonly Definition[] = [
  defineFigure({
    name: 'tracebacks',
    title: 'Tracebacks of suspected unlawful robocalls',
    definition: cohort,
    shape: 'count',
    sql: `SELECT count() AS value FROM ${tracebacks()}`,
  }),
  defineFigure({
    name: 'live_tracebacks',
    title: 'Targeted live-call tracebacks',
    definition:
      'Tracebacks of live scam calls that were opened in the period. Withdrawn ones are left out. They are in no other figure.',
    shape: 'count',
    sql: `SELECT count() AS value FROM ${tracebacks({ live: true })}`,
  }),
  defineFigure({
    name: 'completed_tracebacks',
    title: 'Completed tracebacks',
    definition: `${cohort} Completed: it had ended at the moment of the report, whatever its outcome.`,
    shape: 'share',
    sql: `SELECT countIf(status = 'ended') AS part, count() AS whole FROM ${tracebacks()}`,
  }),
  defineFigure({
    name: 'providers_identified',
    title: 'Total providers identified',
    definition: `Distinct providers in the paths of the tracebacks. ${cohort} An alias counts as its provider. Providers that only others name are counted too; the next figure has their number.`,
    shape: 'count',
    sql: `${withNames} SELECT count() AS value FROM (${inPaths(inPeriod('t.opened_at'))})`,
  }),
  defineFigure({
    name: 'providers_only_named',
    title: 'Of these, only named by others',
    definition:
      'Providers identified that no record shows and that never answered for a hop: in every path only the provider below names them.',
    shape: 'count',
    sql: `${withNames} SELECT countIf(NOT is_more_than_named) AS value FROM (${inPaths(inPeriod('t.opened_at'))})`,
  }),
  defineFigure({
    name: 'new_providers',
    title: 'New providers identified',
    definition:
      'Providers identified that are in no path of a traceback that was opened before the period. Withdrawn tracebacks and live calls are left out.',
    shape: 'count',
    sql: `${withNames} SELECT count() AS value FROM (${inPaths(inPeriod('t.opened_at'))}) WHERE who NOT IN (SELECT who FROM (${inPaths(beforePeriod('t.opened_at'))}))`,
  }),
  defineFigure({
    name: 'non_responsive_providers',
    title: 'Non-responsive providers',
    definition:
      'Distinct providers with at least one request of the period that was delivered, was reminded of and stayed without an answer until the moment of the report. Live calls are included.',
    shape: 'count',
    sql: `${withNames} SELECT uniqExact(${provider('provider')}) AS value FROM ${requests} WHERE status = 'non_responsive'`,
  }),
  defineFigure({
    name: 'callers_acted_on',
    title: 'Completed tracebacks with the caller warned or terminated',
    definition: `Completed tracebacks with an action on the caller that is recorded for them: warned, suspended, terminated or blocked. ${cohort}`,
    shape: 'share',
    sql: `SELECT countIf(traceback_id IN (SELECT traceback_id FROM ${asOf('actions')})) AS part, count() AS whole FROM ${tracebacks()} WHERE status = 'ended'`,
  }),
  defineFigure({
    name: 'mean_hops',
    title: 'Average hops per traceback',
    definition: `Mean number of providers in the paths of completed tracebacks, the terminating one included. ${cohort}`,
    shape: 'mean',
    sql: `SELECT if(count() = 0, NULL, avg(hops)) AS value, count() AS of FROM ${tracebacks()} WHERE status = 'ended'`,
  }),
  defineFigure({
    name: 'hops_proven',
    title: 'Hops that records prove',
    definition: `Hops of the tracebacks that members' records prove, alone or together with an answer: nobody had to be asked for them. ${cohort}`,
    shape: 'share',
    sql: `SELECT sum(proven_hops) AS part, sum(hops) AS whole FROM ${tracebacks()}`,
  }),
  defineFigure({
    name: 'demands',
    title: 'Investigative demands received',
    definition:
      'Subpoenas, civil investigative demands and requests of agencies that were received in the period.',
    shape: 'count',
    sql: `SELECT count() AS value FROM ${asOf('demands')} WHERE ${inPeriod('received_at')}`,
  }),
];
