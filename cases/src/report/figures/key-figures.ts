import type { Definition } from '../figure.ts';
import {
  allTracebacks,
  asOf,
  cohort,
  inPeriod,
  provider,
  providersInPaths,
  requests,
  withNames,
} from './source.ts';

const ended = "NOT live AND status = 'ended'";

/** The figures that the registered traceback consortium publishes, in its order, and what belongs beside them. */
export const keyFigures: readonly Definition[] = [
  {
    name: 'tracebacks',
    title: 'Tracebacks of suspected unlawful robocalls',
    definition: cohort,
    shape: 'count',
    columns: { value: 'countIf(NOT live)' },
    from: allTracebacks,
  },
  {
    name: 'live_tracebacks',
    title: 'Targeted live-call tracebacks',
    definition:
      'Tracebacks of live scam calls that were opened in the period. Withdrawn ones are left out. They count in no other figure over tracebacks.',
    shape: 'count',
    columns: { value: 'countIf(live)' },
    from: allTracebacks,
  },
  {
    name: 'completed_tracebacks',
    title: 'Completed tracebacks',
    definition: `${cohort} Completed: it had ended at the moment of the report, whatever its outcome.`,
    shape: 'share',
    columns: { part: `countIf(${ended})`, whole: 'countIf(NOT live)' },
    from: allTracebacks,
  },
  {
    name: 'providers_identified',
    title: 'Total providers identified',
    definition: `Distinct providers in the paths of the tracebacks. ${cohort} An alias counts as its provider. Providers that only others name are counted too; the next figure has their number.`,
    shape: 'count',
    before: withNames,
    columns: { value: 'countIf(in_period)' },
    from: providersInPaths,
  },
  {
    name: 'providers_only_named',
    title: 'Of these, only named by others',
    definition:
      'Providers identified that no record shows and that never answered for a hop: in every path of the period only the provider below names them.',
    shape: 'count',
    before: withNames,
    columns: { value: 'countIf(in_period AND NOT is_more_than_named)' },
    from: providersInPaths,
  },
  {
    name: 'new_providers',
    title: 'New providers identified',
    definition:
      'Providers identified that are in no path of a traceback that was opened before the period. Withdrawn tracebacks and live calls are left out.',
    shape: 'count',
    before: withNames,
    columns: { value: 'countIf(in_period AND NOT before_it)' },
    from: providersInPaths,
  },
  {
    name: 'non_responsive_providers',
    title: 'Non-responsive providers',
    definition:
      'Distinct providers with at least one request of the period that was delivered, was reminded of and stayed without an answer until the moment of the report. Requests about live calls are included.',
    shape: 'count',
    before: withNames,
    columns: { value: `uniqExactIf(${provider('provider')}, status = 'non_responsive')` },
    from: requests,
  },
  {
    name: 'callers_acted_on',
    title: 'Completed tracebacks with the caller warned or terminated',
    definition: `Completed tracebacks with an action on the caller that is recorded for them: warned, suspended, terminated or blocked. ${cohort}`,
    shape: 'share',
    columns: {
      part: `countIf(${ended} AND traceback_id IN (SELECT traceback_id FROM ${asOf('actions')}))`,
      whole: `countIf(${ended})`,
    },
    from: allTracebacks,
  },
  {
    name: 'mean_hops',
    title: 'Average hops per traceback',
    definition: `Mean number of providers in the paths of completed tracebacks, the terminating one included. ${cohort}`,
    shape: 'mean',
    columns: { value: `if(countIf(${ended}) = 0, NULL, avgIf(hops, ${ended}))`, of: `countIf(${ended})` },
    from: allTracebacks,
  },
  {
    name: 'hops_proven',
    title: 'Hops that records prove',
    definition: `Hops of the tracebacks that members' records prove, alone or together with an answer: nobody had to be asked for them. ${cohort}`,
    shape: 'share',
    columns: { part: 'sumIf(proven_hops, NOT live)', whole: 'sumIf(hops, NOT live)' },
    from: allTracebacks,
  },
  {
    name: 'demands',
    title: 'Investigative demands received',
    definition:
      'Subpoenas, civil investigative demands and requests of agencies that were received in the period.',
    shape: 'count',
    columns: { value: 'count()' },
    from: `(SELECT * FROM ${asOf('demands')} WHERE ${inPeriod('received_at')})`,
  },
];
