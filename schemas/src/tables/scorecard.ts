import type { View } from '../table.ts';
import { hopsStore } from './casework.ts';

/**
 * The scorecard of providers: one row for each provider and role. It is read in one pass. Each table is named once, because a query
 * plan repeats a part as often as it is named, and planning would take longer than reading.
 */

/** A view now, or as of a moment. */
type From = (view: string) => string;

/** Below so many legs no rate is shown: chance alone would move it too far. */
export const fewestLegs = 1_000;

const role = hopsStore.columns.role.type;
const basis = hopsStore.columns.basis.type;
/** What can become of a request. A word is stored as one byte, which makes grouping cheaper. */
const fate =
  "Enum8('' = 0, 'in time' = 1, 'late' = 2, 'refused' = 3, 'silent' = 4, 'waiting' = 5, 'undelivered' = 6)";
/** What records show after a warning. */
const sign = "Enum8('' = 0, 'records' = 1, 'caller' = 2, 'campaign' = 3)";
const noHours = "CAST(NULL, 'Nullable(Float64)')";
const enumOf = (sql: string, type: string) => `CAST(${sql}, '${type.replaceAll("'", "\\'")}')`;

const noBasis = enumOf("'named'", basis);
const noSign = enumOf("''", sign);

/** What paths, requests and warnings give, over the rows of `placed`. */
const ofCases = {
  tracebacks: 'countIf(hop)',
  tracebacks_proven: "countIf(hop AND basis IN ('record', 'both'))",
  tracebacks_answered: "countIf(hop AND basis = 'answer')",
  tracebacks_claimed: "countIf(hop AND basis = 'named')",
  tracebacks_contradicted: "countIf(hop AND basis = 'contradicted')",
  campaigns: "uniqExactIf(campaign_id, hop AND campaign_id != '')",
  campaigns_proven: "uniqExactIf(campaign_id, hop AND basis IN ('record', 'both') AND campaign_id != '')",
  months: 'uniqExactIf(month, hop)',
  callers: 'uniqExactArrayIf(callers, hop)',
  requests: "countIf(fate != '')",
  answered_in_time: "countIf(fate = 'in time')",
  answered_late: "countIf(fate = 'late')",
  refused: "countIf(fate = 'refused')",
  silent: "countIf(fate = 'silent')",
  waiting: "countIf(fate = 'waiting')",
  undelivered: "countIf(fate = 'undelivered')",
  callers_warned: "uniqExactIf(warned, warned != '')",
  callers_checkable: "uniqExactIf(warned, warned != '' AND sign = 'records')",
  callers_repeated: "uniqExactIf(warned, warned != '' AND sign = 'caller')",
  callers_campaign_again: "uniqExactIf(warned, warned != '' AND sign = 'campaign')",
} as const;

/** What the measured days give. */
const ofRecords = {
  legs: 'sum(d.legs)',
  suspicious_legs: 'sum(d.suspicious_legs)',
  members: 'uniqExact(d.member)',
  members_suspicious: 'uniqExactIf(d.member, d.suspicious_legs > 0)',
  signed_a: 'sum(d.signed_a)',
  signed_a_rightly: 'sum(d.signed_a_rightly)',
  signed_a_wrongly: 'sum(d.signed_a_wrongly)',
  signed_a_elsewhere: 'sum(d.signed_a_elsewhere)',
} as const;

/** Columns of the measured days that are added up. */
const summed = [
  'legs',
  'suspicious_legs',
  'signed_a',
  'signed_a_rightly',
  'signed_a_wrongly',
  'signed_a_elsewhere',
] as const;

const listed = (figures: Readonly<Record<string, string>>) =>
  Object.entries(figures)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n    ');
const zeros = (figures: Readonly<Record<string, string>>) =>
  Object.keys(figures)
    .map((name) => `toUInt64(0) AS ${name}`)
    .join(', ');
const sums = (figures: Readonly<Record<string, string>>) =>
  Object.keys(figures)
    .map((name) => `sum(s.${name}) AS ${name}`)
    .join(', ');

/** The provider that an id means: an alias is one of the provider's that has it. */
export const knownProvider = (id: string) => `transform(toString(${id}), names.1, names.2, toString(${id}))`;
const sameCaller = (name: string) => `lower(trimBoth(${name}))`;

/**
 * Only ids that mean another provider are listed: the names stand in the plan of a query, once for each place that uses them, and
 * planning would take as long as reading. The empty name keeps the list from being empty.
 */
export const namesOfProviders = (from: From) => `(
  SELECT (groupArray(alias), groupArray(id)) FROM (
    SELECT arrayJoin(arrayConcat(aliases, [provider])) AS alias, argMin(provider, alias = provider) AS id
    FROM (SELECT aliases, provider FROM ${from('provider_descriptions')} UNION ALL SELECT CAST([], 'Array(String)'), '') GROUP BY alias
    HAVING id != alias OR alias = ''
  )
) AS names`;

/** Each traceback that was not withdrawn, with its campaign, the month of its call, and the callers it led to. */
const traced = (from: From) => `
  SELECT t.traceback_id AS traceback_id, c.campaign_id AS campaign_id, toYYYYMM(t.call_time) AS month, k.callers AS callers, t.outcome != 'withdrawn' AS counts
  FROM ${from('tracebacks')} AS t
  LEFT JOIN (SELECT case_id, campaign_id FROM ${from('cases')}) AS c ON c.case_id = t.case_id
  LEFT JOIN (
    SELECT traceback_id, groupUniqArray(caller) AS callers FROM (
      SELECT traceback_id, ${sameCaller('customer_name')} AS caller FROM ${from('answers')} WHERE kind = 'own_customer'
      UNION ALL SELECT traceback_id, ${sameCaller('caller')} FROM ${from('actions')}
    ) WHERE caller != '' GROUP BY traceback_id
  ) AS k ON k.traceback_id = t.traceback_id`;

/** What became of each request that was sent. A refusal is one whenever it came. An answer before the delivery took no time. */
const asked = (from: From) => `
    SELECT q.traceback_id, [], [(${knownProvider('q.provider')}, ${enumOf(
      `multiIf(
        q.status = 'bounced', 'undelivered',
        q.status IN ('answered', 'answered_late') AND a.kind IN ('refused', 'legal_process_required'), 'refused',
        q.status = 'answered', 'in time', q.status = 'answered_late', 'late',
        q.status = 'non_responsive', 'silent', 'waiting')`,
      fate,
    )},
      dateDiff('millisecond', least(ifNull(q.delivered_at, q.sent_at), q.answered_at), q.answered_at) / 3600000)], []
    FROM ${from('requests')} AS q
    LEFT JOIN (SELECT answer_id, kind FROM ${from('answers')}) AS a ON a.answer_id = q.answer_id
    WHERE q.sent_at IS NOT NULL AND q.status NOT IN ('draft', 'approved', 'withdrawn', 'not_needed')`;

/**
 * A row for each sign after a warning. `records`: the provider's own legs of campaigns name customers, so that a repeat can be seen at
 * all. `caller`: on a later day they name the warned caller. `campaign`: on a later day the campaign came through the provider
 * again, which says nothing of who called: many callers may share a campaign.
 */
const warned = (from: From) => `
    SELECT w.traceback_id, [], [], [(w.provider, w.caller, ${enumOf(
      "if(if(w.sought.1 = 'records', g.carried_by != '', g.last > toStartOfDay(w.taken_at)), w.sought.1, '')",
      sign,
    )})]
    FROM (
      SELECT a.traceback_id AS traceback_id, ${knownProvider('a.provider')} AS provider, ${sameCaller('a.caller')} AS caller, a.taken_at AS taken_at,
        arrayJoin([('records', ''), ('caller', ${sameCaller('a.caller')}), ('campaign', c.campaign_id)]) AS sought
      FROM ${from('actions')} AS a LEFT JOIN (SELECT case_id, campaign_id FROM ${from('cases')}) AS c ON c.case_id = a.case_id
      WHERE a.action = 'warned' AND a.caller != ''
    ) AS w
    LEFT JOIN (
      SELECT ${knownProvider('provider')} AS carried_by, max(day) AS last,
        arrayJoin(arrayConcat(
          arrayMap(id -> ('campaign', id), arrayConcat([campaign_id], merged_from)),
          if(customer = '', [], [('records', ''), ('caller', ${sameCaller('customer')})]))) AS found
      FROM ${from('campaign_days')} WHERE legs > 0 GROUP BY carried_by, found
    ) AS g ON g.carried_by = w.provider AND g.found = w.sought`;

/** Everything that casework knows of the providers in a traceback: hops, requests, and callers that they warned. */
const ofTracebacks = (from: From) => `
  SELECT traceback_id, arraySort(groupArrayArray(hops)) AS hops, groupArrayArray(requests) AS requests, groupArrayArray(warnings) AS warnings
  FROM (
    SELECT traceback_id, [(position, ${knownProvider('provider')}, role, basis)] AS hops,
      ${enumOf('[]', `Array(Tuple(String, ${fate}, Nullable(Float64)))`)} AS requests, ${enumOf('[]', `Array(Tuple(String, String, ${sign}))`)} AS warnings
    FROM ${from('hops')}
    UNION ALL ${asked(from)}
    UNION ALL ${warned(from)}
  ) GROUP BY traceback_id`;

/** A request and a warning belong to the role of the provider's first hop in the traceback. */
const firstRole = (provider: string) =>
  `if(has(p.hops.2, ${provider}), p.hops[indexOf(p.hops.2, ${provider})].3, ${enumOf("'unknown'", role)})`;

/** A row for each hop, request and warning. A provider that a path has twice in one role counts once, by its first hop. */
const placed = (from: From) => `
  SELECT t.campaign_id AS campaign_id, t.month AS month, t.callers AS callers,
    arrayJoin(arrayConcat(
      arrayMap((hop, nth) -> (hop.2, hop.3, hop.4, t.counts AND nth = 1, ${enumOf("''", fate)}, ${noHours}, '', ${noSign}), p.hops, arrayEnumerateUniq(p.hops.2, p.hops.3)),
      arrayMap(request -> (request.1, ${firstRole('request.1')}, ${noBasis}, false, request.2, request.3, '', ${noSign}), p.requests),
      arrayMap(warning -> (warning.1, ${firstRole('warning.1')}, ${noBasis}, false, ${enumOf("''", fate)}, ${noHours}, warning.2, warning.3), p.warnings))) AS row,
    row.1 AS provider, row.2 AS role, row.3 AS basis, row.4 AS hop, row.5 AS fate, row.6 AS hours, row.7 AS warned, row.8 AS sign
  FROM (${ofTracebacks(from)}
  ) AS p
  LEFT JOIN (${traced(from)}
  ) AS t ON t.traceback_id = p.traceback_id`;

/** All days of each provider, role and member: names are made texts and looked up for these alone. */
const sumsOfDays = (from: From) => `
    SELECT provider, role, member, max(day) AS last_day, ${summed.map((name) => `sum(m.${name}) AS ${name}`).join(', ')}
    FROM ${from('provider_days')} AS m GROUP BY provider, role, member`;

/** Bounds by Wilson's formula, 95 %, in SQL; NULL where there are too few legs. */
const z = 1.959963984540054;
const half = `${z} * sqrt(suspicious_legs / legs * (1 - suspicious_legs / legs) / legs + ${z ** 2 / 4} / (legs * legs))`;
const bound = (sign: '-' | '+') =>
  `if(legs < ${fewestLegs}, NULL, greatest(0, 1000000 * (suspicious_legs / legs + ${z ** 2 / 2} / legs ${sign} ${half}) / (1 + ${z ** 2} / legs)))`;

const select = (from: From) => `
WITH ${namesOfProviders(from)}
SELECT provider, role,
  ${Object.keys(ofCases).join(', ')}, median_hours,
  ${Object.keys(ofRecords).join(', ')},
  if(legs < ${fewestLegs}, NULL, 1000000 * suspicious_legs / legs) AS suspicious_per_million,
  ${bound('-')} AS suspicious_per_million_low,
  ${bound('+')} AS suspicious_per_million_high,
  measured_to
FROM (
SELECT provider, role, ${sums(ofCases)}, max(s.median_hours) AS median_hours, ${sums(ofRecords)}, max(s.measured_to) AS measured_to
FROM (
  SELECT provider, toString(role) AS role,
    ${listed(ofCases)},
    if(count(hours) = 0, NULL, quantileExact(0.5)(hours)) AS median_hours, ${zeros(ofRecords)},
    CAST(NULL, 'Nullable(DateTime(\\'UTC\\'))') AS measured_to
  FROM (${placed(from)}
  )
  GROUP BY provider, role
  HAVING tracebacks + requests + callers_warned > 0
  UNION ALL
  SELECT ${knownProvider('d.provider')} AS provider, toString(d.role) AS role,
    ${zeros(ofCases)}, NULL AS median_hours,
    ${listed(ofRecords)}, toNullable(max(d.last_day)) AS measured_to
  FROM (${sumsOfDays(from)}
  ) AS d GROUP BY provider, role
) AS s
GROUP BY provider, role
)`;

const comment =
  'Scorecard: what casework and records say of a provider in each role. Roles are never added up: one call may pass a provider in several rows. It names no guilt; docs/casework/providers.md has the definitions.';

export const scorecardViews: readonly View[] = [
  { name: 'provider_scorecard', comment, select: select((view) => view).trim() },
  {
    name: 'provider_scorecard_as_of',
    call: 'provider_scorecard_as_of(as_of = now64(3))',
    comment: `${comment} As it stood at a moment.`,
    select: select((view) => `${view}_as_of(as_of = {as_of:DateTime64(3, 'UTC')})`).trim(),
  },
];
