import type { Definition } from '../figure.ts';
import {
  allTracebacks,
  asOf,
  campaignDays,
  cohort,
  inPeriod,
  moment,
  provider,
  withNames,
} from './source.ts';

/** Days before and after the first warning that are looked at. */
const daysAround = 14;

const warned = `${withNames},
warned AS (
  SELECT who, caller, first, campaign_id FROM (
    SELECT ${provider('a.provider')} AS who, lower(trimBoth(a.caller)) AS caller, min(a.taken_at) AS first, argMin(c.campaign_id, a.taken_at) AS campaign_id
    FROM ${asOf('actions')} AS a INNER JOIN (SELECT case_id, campaign_id FROM ${asOf('cases')}) AS c ON c.case_id = a.case_id
    WHERE a.action = 'warned' AND a.caller != '' GROUP BY who, caller
  ) WHERE campaign_id != '' AND ${inPeriod('first')}
),
legs AS (
  SELECT day, who, campaign_id, max(legs) AS legs FROM (
    SELECT day, ${provider('provider')} AS who, role, arrayJoin(arrayConcat([campaign_id], merged_from)) AS campaign_id, sum(legs) AS legs
    FROM ${campaignDays} GROUP BY day, who, role, campaign_id
  ) GROUP BY day, who, campaign_id
)`;

/** How the tracebacks of the period spread. */
export const distributions: readonly Definition[] = [
  {
    name: 'outcomes_by_month',
    title: 'Tracebacks a month, by outcome',
    definition: `${cohort} The month is that of the opening, in UTC. 'open': it had not ended at the moment of the report.`,
    shape: 'table',
    columns: {
      month: "formatDateTime(opened_at, '%Y-%m')",
      ending: "if(status = 'open', 'open', toString(outcome))",
      tracebacks: 'count()',
    },
    from: allTracebacks,
    tail: 'WHERE NOT live GROUP BY month, ending ORDER BY month, ending',
  },
  {
    name: 'hops',
    title: 'Hops of completed tracebacks',
    definition: `Completed tracebacks by the number of providers in their path, the terminating one included. ${cohort}`,
    shape: 'table',
    columns: { hops: 'hops', tracebacks: 'count()' },
    from: allTracebacks,
    tail: "WHERE NOT live AND status = 'ended' GROUP BY hops ORDER BY hops",
  },
  {
    name: 'categories',
    title: 'Categories',
    definition: `${cohort} By the category of their case, in the words of the group.`,
    shape: 'table',
    columns: { kind: "if(category = '', 'not said', toString(category))", tracebacks: 'count()' },
    from: allTracebacks,
    tail: 'WHERE NOT live GROUP BY kind ORDER BY tracebacks DESC, kind',
  },
  {
    name: 'countries',
    title: 'Countries of tracebacks that ended abroad',
    definition: `${cohort} Those that ended abroad, by the country that the answer names.`,
    shape: 'table',
    columns: { place: "if(country = '', 'not said', toString(country))", tracebacks: 'count()' },
    from: allTracebacks,
    tail: "WHERE NOT live AND outcome = 'foreign' GROUP BY place ORDER BY tracebacks DESC, place",
  },
  {
    name: 'around_first_warning',
    title: 'Calls of a campaign before and after the first warning of its caller',
    definition: `Each caller that a provider warned, with its first warning in the period. Legs of the same campaign that came from this provider, by days from the warning (0 = the day of it, in UTC), ${daysAround} before and after. 'warnings': those whose day lies before the moment of the report. Where the provider is seen in several roles, the one with most legs counts.`,
    shape: 'table',
    before: warned,
    columns: { days: 'd.days', warnings: 'd.warnings', legs: 'ifNull(l.legs, 0)' },
    from: `(
  SELECT arrayJoin(range(${-daysAround}, ${daysAround + 1})) AS days, countIf(addDays(toStartOfDay(first), days) < ${moment}) AS warnings
  FROM warned GROUP BY days
) AS d
LEFT JOIN (
  SELECT dateDiff('day', toStartOfDay(w.first), l.day) AS days, sum(l.legs) AS legs
  FROM warned AS w INNER JOIN legs AS l ON l.who = w.who AND l.campaign_id = w.campaign_id
  WHERE days BETWEEN ${-daysAround} AND ${daysAround} GROUP BY days
) AS l ON l.days = d.days`,
    tail: 'ORDER BY days',
    moves: 'by the day',
  },
  {
    name: 'demands_by_type',
    title: 'Investigative demands by type',
    definition: 'Demands that were received in the period.',
    shape: 'table',
    columns: { kind: 'toString(type)', demands: 'count()' },
    from: asOf('demands'),
    tail: `WHERE ${inPeriod('received_at')} GROUP BY kind ORDER BY demands DESC, kind`,
  },
];
