import type { View } from '../table.ts';

/**
 * The scorecard of providers: one row for each provider and role. Its figures come from several sources. Each source gives some
 * columns, and the card puts the sources' rows of one provider and role together.
 */

/** A view now, or as of a moment. */
type From = (view: string) => string;

/** Below so many legs no rate is shown: chance alone would move it too far. */
export const fewestLegs = 1_000;

const columns = [
  'tracebacks',
  'tracebacks_proven',
  'tracebacks_answered',
  'tracebacks_claimed',
  'tracebacks_contradicted',
  'campaigns',
  'campaigns_proven',
  'months',
  'callers',
  'requests',
  'answered_in_time',
  'answered_late',
  'refused',
  'silent',
  'waiting',
  'undelivered',
  'median_hours',
  'legs',
  'suspicious_legs',
  'members',
  'members_suspicious',
  'signed_a',
  'signed_a_rightly',
  'signed_a_wrongly',
  'callers_warned',
  'callers_repeated',
  'measured_at',
] as const;
type Name = (typeof columns)[number];

/** Columns that are no counts: a source that does not know them gives NULL. */
const nullable: Partial<Record<Name, string>> = {
  median_hours: "CAST(NULL, 'Nullable(Float64)')",
  measured_at: "CAST(NULL, 'Nullable(DateTime64(3, \\'UTC\\'))')",
};

/** A source's rows with the columns of all sources. */
function source(figures: Partial<Record<Name, string>>, from: string): string {
  const all = columns.map((name) => `${figures[name] ?? nullable[name] ?? 'toUInt64(0)'} AS ${name}`);
  return `SELECT toString(provider) AS provider, toString(role) AS role, ${all.join(', ')}\n${from}\nGROUP BY provider, role`;
}

/** The provider that an id means: an alias is one of the provider's that has it. */
const known = (id: string, names: string) => `if(${names}.id = '', ${id}, ${names}.id)`;
const sameCaller = (name: string) => `lower(trimBoth(${name}))`;

const common = (from: From) => `
names AS (
  SELECT alias, any(provider) AS id FROM (SELECT arrayJoin(aliases) AS alias, provider FROM ${from('provider_descriptions')}) GROUP BY alias
),
callers AS (
  SELECT traceback_id, groupUniqArray(caller) AS names_of_callers FROM (
    SELECT traceback_id, ${sameCaller('customer_name')} AS caller FROM ${from('answers')} WHERE kind = 'own_customer'
    UNION ALL SELECT traceback_id, ${sameCaller('caller')} FROM ${from('actions')}
  ) WHERE caller != '' GROUP BY traceback_id
),
traced AS (
  SELECT t.traceback_id AS traceback_id, c.campaign_id AS campaign_id, toYYYYMM(t.call_time) AS month
  FROM ${from('tracebacks')} AS t LEFT JOIN ${from('cases')} AS c ON c.case_id = t.case_id
  WHERE t.outcome != 'withdrawn'
),
places AS (
  SELECT h.traceback_id AS traceback_id, ${known('h.provider', 'names')} AS provider, h.position AS position, h.role AS role, h.basis AS basis
  FROM ${from('hops')} AS h LEFT JOIN names ON names.alias = h.provider
),
roles AS (
  SELECT traceback_id, provider, argMin(role, position) AS role FROM places GROUP BY traceback_id, provider
)`;

const proven = "basis IN ('record', 'both')";
const inPaths = source(
  {
    tracebacks: 'uniqExact(traceback_id)',
    tracebacks_proven: `uniqExactIf(traceback_id, ${proven})`,
    tracebacks_answered: "uniqExactIf(traceback_id, basis = 'answer')",
    tracebacks_claimed: "uniqExactIf(traceback_id, basis = 'named')",
    tracebacks_contradicted: "uniqExactIf(traceback_id, basis = 'contradicted')",
    campaigns: "uniqExactIf(campaign_id, campaign_id != '')",
    campaigns_proven: `uniqExactIf(campaign_id, campaign_id != '' AND ${proven})`,
    months: 'uniqExact(month)',
    callers: 'uniqExactArray(names_of_callers)',
  },
  `FROM (
  SELECT p.provider AS provider, p.role AS role, p.basis AS basis, p.traceback_id AS traceback_id,
    t.campaign_id AS campaign_id, t.month AS month, k.names_of_callers AS names_of_callers
  FROM places AS p INNER JOIN traced AS t ON t.traceback_id = p.traceback_id LEFT JOIN callers AS k ON k.traceback_id = p.traceback_id
)`,
);

const refusals = "('refused', 'legal_process_required')";
/** What became of each request that reached the provider, or should have. A refusal is one whenever it came. */
const asked = (from: From) =>
  source(
    {
      requests: 'count()',
      answered_in_time: "countIf(fate = 'in time')",
      answered_late: "countIf(fate = 'late')",
      refused: "countIf(fate = 'refused')",
      silent: "countIf(fate = 'silent')",
      waiting: "countIf(fate = 'waiting')",
      undelivered: "countIf(fate = 'undelivered')",
      median_hours: 'if(count(hours) = 0, NULL, quantileExact(0.5)(hours))',
    },
    `FROM (
  SELECT q.provider AS provider, if(r.provider = '', 'unknown', toString(r.role)) AS role, q.fate AS fate, q.hours AS hours
  FROM (
    SELECT q.traceback_id AS traceback_id, ${known('q.provider', 'names')} AS provider,
      multiIf(
        q.status = 'bounced', 'undelivered',
        q.status IN ('answered', 'answered_late') AND a.kind IN ${refusals}, 'refused',
        q.status = 'answered', 'in time', q.status = 'answered_late', 'late',
        q.status = 'non_responsive', 'silent', 'waiting') AS fate,
      dateDiff('millisecond', ifNull(q.delivered_at, q.sent_at), q.answered_at) / 3600000 AS hours
    FROM (SELECT * FROM ${from('requests')} WHERE sent_at IS NOT NULL AND status NOT IN ('withdrawn', 'not_needed')) AS q
    LEFT JOIN (SELECT answer_id, toString(kind) AS kind FROM ${from('answers')}) AS a ON a.answer_id = q.answer_id
    LEFT JOIN names ON names.alias = q.provider
  ) AS q LEFT JOIN roles AS r ON r.traceback_id = q.traceback_id AND r.provider = q.provider
)`,
  );

const carried = (from: From) =>
  source(
    {
      legs: 'sum(d.legs)',
      suspicious_legs: 'sum(d.suspicious_legs)',
      members: 'uniqExact(d.member)',
      members_suspicious: 'uniqExactIf(d.member, d.suspicious_legs > 0)',
      signed_a: 'sum(d.signed_a)',
      signed_a_rightly: 'sum(d.signed_a_rightly)',
      signed_a_wrongly: 'sum(d.signed_a_wrongly)',
      measured_at: 'toNullable(max(d.measured_at))',
    },
    `FROM (
  SELECT ${known('d.provider', 'names')} AS provider, d.role AS role, d.member AS member, d.legs AS legs, d.suspicious_legs AS suspicious_legs,
    d.signed_a AS signed_a, d.signed_a_rightly AS signed_a_rightly, d.signed_a_wrongly AS signed_a_wrongly, d.measured_at AS measured_at
  FROM ${from('provider_days')} AS d LEFT JOIN names ON names.alias = d.provider
) AS d`,
  );

/**
 * A caller repeats where, on a day after its provider warned it, legs of the warned caller came from the provider again: legs of the
 * customer that the warning names, or legs of the same campaign that name no customer.
 */
const warned = source(
  {
    callers_warned: 'uniqExact(caller)',
    callers_repeated: 'uniqExactIf(caller, repeated)',
  },
  `FROM (
  SELECT w.provider AS provider, if(r.provider = '', 'unknown', toString(r.role)) AS role, w.caller AS caller,
    ((w.provider, w.caller) IN (SELECT provider, caller FROM again)) AS repeated
  FROM warnings AS w LEFT JOIN roles AS r ON r.traceback_id = w.traceback_id AND r.provider = w.provider
)`,
);

const warnings = (from: From) => `,
warnings AS (
  SELECT a.traceback_id AS traceback_id, ${known('a.provider', 'names')} AS provider, ${sameCaller('a.caller')} AS caller,
    a.taken_at AS taken_at, c.campaign_id AS campaign_id
  FROM (SELECT * FROM ${from('actions')} WHERE action = 'warned' AND caller != '') AS a
  LEFT JOIN ${from('cases')} AS c ON c.case_id = a.case_id LEFT JOIN names ON names.alias = a.provider
),
legs_of_campaigns AS (
  SELECT d.day AS day, ${known('d.provider', 'names')} AS provider, d.customer AS customer, d.campaign_ids AS campaign_ids
  FROM (
    SELECT day, provider, ${sameCaller('customer')} AS customer, arrayConcat([campaign_id], merged_from) AS campaign_ids
    FROM ${from('campaign_days')} WHERE legs > 0
  ) AS d LEFT JOIN names ON names.alias = d.provider
),
again AS (
  SELECT w.provider AS provider, w.caller AS caller FROM warnings AS w
  INNER JOIN legs_of_campaigns AS d ON d.provider = w.provider
  WHERE d.day > toStartOfDay(w.taken_at)
    AND (d.customer = w.caller OR (d.customer = '' AND w.campaign_id != '' AND has(d.campaign_ids, w.campaign_id)))
)`;

const sum = (name: Name) => (name in nullable ? `max(s.${name}) AS ${name}` : `sum(s.${name}) AS ${name}`);

/** Bounds by Wilson's formula, 95 %, in SQL; NULL where there are too few legs. */
const z = 1.959963984540054;
const half = `${z} * sqrt(suspicious_legs / legs * (1 - suspicious_legs / legs) / legs + ${z ** 2 / 4} / (legs * legs))`;
const bound = (sign: '-' | '+') =>
  `if(legs < ${fewestLegs}, NULL, greatest(0, 1000000 * (suspicious_legs / legs + ${z ** 2 / 2} / legs ${sign} ${half}) / (1 + ${z ** 2} / legs)))`;

const select = (from: From) => `
WITH${common(from)}${warnings(from)}
SELECT provider, role, ${columns.filter((name) => name !== 'measured_at').join(', ')},
  if(legs < ${fewestLegs}, NULL, 1000000 * suspicious_legs / legs) AS suspicious_per_million,
  ${bound('-')} AS suspicious_per_million_low,
  ${bound('+')} AS suspicious_per_million_high,
  measured_at
FROM (
SELECT toString(s.provider) AS provider, toString(s.role) AS role, ${columns.map(sum).join(', ')}
FROM (
${[inPaths, asked(from), carried(from), warned].join('\nUNION ALL\n')}
) AS s
GROUP BY provider, role
)`;

const comment =
  'Scorecard: what casework and records say of a provider in each role. Roles are never added up: one call may pass a provider in several rows. It names no guilt; docs/casework/scorecard.md has the definitions.';

export const scorecardViews: readonly View[] = [
  { name: 'provider_scorecard', comment, select: select((view) => view).trim() },
  {
    name: 'provider_scorecard_as_of',
    call: 'provider_scorecard_as_of(as_of = now64(3))',
    comment: `${comment} As it stood at a moment.`,
    select: select((view) => `${view}_as_of(as_of = {as_of:DateTime64(3, 'UTC')})`).trim(),
  },
];
