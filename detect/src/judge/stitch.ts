import { reachHours } from './hours.ts';

/** Legs of one pair of numbers belong to one call while no more than this lies between them: hops and clock offsets. */
export const stitchGapS = 10;
/** Read this far beyond an hour, so that a call on its edge is whole. */
const edgeS = 60;

const plannedHours = "SELECT bucket FROM build_plans WHERE build = {build: UInt64} AND rollup = 'judge'";
const within = (beforeS: number, afterS: number) =>
  `start_time >= fromUnixTimestamp64Second(toInt64({first: UInt32}) - ${beforeS}, 'UTC')
    AND start_time < fromUnixTimestamp64Second(toInt64({end: UInt32}) + ${afterS}, 'UTC')`;

const legFields = [
  'start_time',
  'carrier',
  'call_id',
  'upstream',
  'downstream',
  'ingress_trunk',
  'customer',
  'attestation',
  'ingress_country',
  'calling_region',
  'upstream_rmd',
  'verstat',
  'dno',
  'calling_valid',
  'neighbor_spoof',
  'answered',
  'duration_s',
] as const;
const leg = (field: (typeof legFields)[number]) => `legs.${legFields.indexOf(field) + 1}`;

/** Legs of the hours as cdr has them now, the edges included. */
const legs = `
  SELECT
    calling_number, called_number, start_time, toString(carrier) AS carrier, call_id,
    ifNull(toString(upstream), '') AS upstream, ifNull(toString(downstream), '') AS downstream,
    ifNull(toString(ingress_trunk), '') AS ingress_trunk, ifNull(toString(customer), '') AS customer,
    ifNull(toString(attestation), '') AS attestation, ifNull(toString(ingress_country), '') AS ingress_country,
    toString(calling_region) AS calling_region, ifNull(toString(upstream_rmd), '') AS upstream_rmd,
    toString(verstat) AS verstat, dno, calling_valid, neighbor_spoof, answer_time IS NOT NULL AS answered,
    toUInt32(greatest(0, ifNull(intDiv(dateDiff('millisecond', answer_time, end_time) + 999, 1000), 0))) AS duration_s
  FROM cdr
  WHERE ${within(edgeS, edgeS)}
    AND (toStartOfHour(start_time - ${edgeS}, 'UTC') IN (${plannedHours})
      OR toStartOfHour(start_time + ${edgeS}, 'UTC') IN (${plannedHours}))`;

/** Legs of one call as one array, in order of time: pairs of numbers, cut where more than the gap lies between two legs. */
const calls = `
  SELECT calling_number, called_number, arrayJoin(arraySplit(
      (leg, gap) -> gap > ${stitchGapS * 1000},
      arraySort(leg -> (leg.1, leg.2, leg.3), groupArray((${legFields.join(', ')}))) AS sorted,
      arrayDifference(arrayMap(leg -> toUnixTimestamp64Milli(leg.1), sorted))
    )) AS legs
  FROM (${legs})
  GROUP BY calling_number, called_number`;

/**
 * Where a call came from. A provider's own leg that shows its own customer proves the origin; otherwise the furthest
 * provider named is only claimed: an upstream that reports no leg itself and that no other leg handed on to.
 */
const origin = `
    ${leg('carrier')} AS carriers, ${leg('upstream')} AS upstreams, ${leg('downstream')} AS downstreams,
    arrayFirstIndex((c, u) -> u = c AND NOT has(downstreams, c), carriers, upstreams) AS first_proven,
    if(first_proven = 0, arrayFirstIndex((c, u) -> u = c, carriers, upstreams), first_proven) AS proven,
    arrayFirstIndex(u -> u != '' AND NOT has(carriers, u) AND NOT has(downstreams, u), upstreams) AS first_claimed,
    if(first_claimed = 0, arrayFirstIndex(u -> u != '' AND NOT has(carriers, u), upstreams), first_claimed) AS claimed,
    arrayFirstIndex(
      (c, u) -> u = '' AND NOT has(downstreams, c), carriers, upstreams) AS unknown,
    multiIf(proven > 0, proven, claimed > 0, claimed, unknown > 0, unknown, 1) AS root,
    carriers[root] AS root_carrier, ${leg('ingress_trunk')}[root] AS root_trunk, ${leg('customer')}[root] AS root_customer,
    if(proven > 0, root_carrier, '') AS origin_provider,
    if(proven = 0 AND claimed > 0, upstreams[root], '') AS claimed_origin,
    multiIf(
      proven > 0, concat('customer|', root_carrier, '|', if(root_customer = '', concat('trunk ', root_trunk), root_customer)),
      claimed > 0, concat('upstream|', claimed_origin),
      concat('unknown|', root_carrier, '|', root_trunk)) AS origin_key,
    multiIf(proven > 0, origin_provider, claimed > 0, claimed_origin, root_carrier) AS next_provider,
    arrayFirst((c, k) -> k != '' AND k != 'US', carriers, ${leg('ingress_country')}) AS entry_provider`;

/** What is known of the caller, from all legs of the call together. */
const caller = `
    arrayMin(arrayMap(a -> if(a = '', 'Z', a), ${leg('attestation')})) AS best_attestation,
    if(best_attestation = 'Z', '', best_attestation) AS attestation,
    has(${leg('verstat')}, 'failed') AS failed,
    arrayExists((k, r) -> k != '' AND r != '' AND k != r, ${leg('ingress_country')}, ${leg('calling_region')}) AS foreign,
    arrayExists(r -> r IN ('removed', 'none'), ${leg('upstream_rmd')}) AS rmd_missing,
    multiIf(
      has(${leg('dno')}, true), 'dno',
      NOT has(${leg('calling_valid')}, true), 'unusable',
      has(${leg('neighbor_spoof')}, true), 'neighbor',
      foreign, 'foreign',
      attestation = 'A' AND NOT failed, 'attested',
      'unproven') AS caller_class`;

const around = (columns: string) => `
      SELECT DISTINCT toStartOfHour(start_time, 'UTC') + toIntervalHour(step) AS hour, ${columns}
      FROM cdr ARRAY JOIN range(-${reachHours}, ${reachHours + 1}) AS step
      WHERE ${within(reachHours * 3600, reachHours * 3600)} AND hour IN (${plannedHours})`;

/** Fills `judge_stage` with the calls of the planned hours. A call belongs to the hour of its first leg. */
export const stageCalls = `
INSERT INTO judge_stage
  (build, hour, calling_number, called_number, start_time, caller_class, origin_key, origin_provider, claimed_origin,
   entry_provider, next_provider, attestation, foreign, failed, rmd_missing, answered, duration_s, pair_calls,
   called_back, receives, number_calls, carriers, call_ids, start_times)
SELECT
  {build: UInt64} AS build, hour, calling_number, called_number, call_start, caller_class, origin_key, origin_provider,
  claimed_origin, entry_provider, next_provider, attestation, foreign, failed, rmd_missing, answered, duration_s,
  count() OVER (PARTITION BY hour, calling_number, called_number) AS pair_calls,
  calling_number != 0 AND (hour, calling_number, called_number) IN (${around('called_number, calling_number')}) AS called_back,
  calling_number != 0 AND (hour, calling_number) IN (${around('called_number')}) AS receives,
  if(calling_number = 0, 0, count() OVER (PARTITION BY hour, calling_number)) AS number_calls,
  carriers, call_ids, start_times
FROM (
  SELECT
    calling_number, called_number, ${leg('start_time')} AS start_times, start_times[1] AS call_start,
    toStartOfHour(call_start, 'UTC') AS hour, ${leg('call_id')} AS call_ids,${origin},${caller},
    has(${leg('answered')}, true) AS answered, arrayMax(${leg('duration_s')}) AS duration_s
  FROM (${calls})
  WHERE toStartOfHour(legs[1].1, 'UTC') IN (${plannedHours})
)`;
