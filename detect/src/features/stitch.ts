import { talkS } from '../sql/duration.ts';
import { startsWithin } from '../sql/start-time.ts';
import { inSteps } from '../sql/steps.ts';
import { thresholds } from '../thresholds.ts';
import { isDismissed, isHolderSigned } from './dismissed.ts';
import { isCurrent } from './kept-calls.ts';
import { originSteps } from './origin.ts';
import { placeNames } from './segment-key.ts';

/**
 * Version of the rules below, of origin.ts, and of what else makes a kept call out of legs. Raise it with each change of these:
 * calls that other rules have stitched then no longer count as stitched.
 */
export const stitchRules = 2;

/** Legs of one pair of numbers belong together while no more than this lies between them: hops and clock offsets. */
const stitchGapS = 10;
/** Legs that go on for longer are many calls, not one: they are cut at every full minute. */
const chainS = 60;
/**
 * Read this many minutes beyond a minute: whether legs at its edge go on for longer than a call may shows from there, whatever
 * lies beyond.
 */
export const stitchReachMin = Math.ceil((chainS + stitchGapS + 1) / 60);
export const edgeS = 60 * stitchReachMin;
/** Hand-overs between two reporting carriers that a withheld call is followed over. */
const mostHops = 8;

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
  'improper',
  'unheld',
  'unassigned',
  'one_ring',
  'origid',
  'signer_ocn',
  'holder_signed',
] as const;
const leg = (field: (typeof legFields)[number]) => `legs.${legFields.indexOf(field) + 1}`;

const minuteOf = (time: string) => `toStartOfMinute(${time}, 'UTC')`;
const isOf = (minute: string, list: 'whole' | 'partly' | 'changed' | 'beside') =>
  `${minute} IN (SELECT value FROM ${list})`;

/**
 * Pairs of numbers with a leg in one of the changed minutes: as stored, at whatever revision, or as part of a call that was stitched
 * before a record was corrected. Their calls alone may differ over a minute's edge.
 */
export const changedPair = `(calling_number, called_number) IN (
      SELECT calling_number, called_number FROM cdr_store
      WHERE ${startsWithin(`{first: Int64} - ${edgeS}`, `{end: Int64} + ${edgeS}`)} AND ${isOf(minuteOf('start_time'), 'changed')}
      UNION DISTINCT
      SELECT calling_number, called_number FROM stitched_calls
      WHERE ${isCurrent(edgeS)}
        AND (${isOf('minute', 'changed')} OR ((${isOf('minute', 'whole')} OR ${isOf('minute', 'beside')}) AND ${minuteOf('arrayMax(start_times)')} != minute)))`;

/** Pairs of numbers that one of several statements stitches: a call's legs have one pair. */
const ofShare = 'cityHash64(calling_number, called_number) % {shares: UInt32} = {share: UInt32}';

/** All legs of the minutes as cdr has them now; of the minutes beside them those of calls that may reach over the edge. */
const legs = `
  SELECT
    calling_number, called_number, start_time, toString(carrier) AS carrier, call_id,
    ifNull(toString(upstream), '') AS upstream, ifNull(toString(downstream), '') AS downstream,
    ifNull(toString(ingress_trunk), '') AS ingress_trunk, ifNull(toString(customer), '') AS customer,
    ifNull(toString(attestation), '') AS attestation, ifNull(toString(ingress_country), '') AS ingress_country,
    toString(calling_region) AS calling_region, ifNull(toString(upstream_rmd), '') AS upstream_rmd,
    toString(verstat) AS verstat, dno, calling_valid, neighbor_spoof, answer_time IS NOT NULL AS answered,
    toUInt32(${talkS}) AS duration_s, improper_attestation AS improper,
    calling_assigned = 'unassigned' AS unheld, sip_code IN (404, 604) AS unassigned,
    sip_code = 487 AND dateDiff('millisecond', start_time, end_time) <= ${1000 * thresholds.oneRingS} AS one_ring,
    ifNull(toString(origid), '') AS origid,
    ifNull(toString(signer_ocn), '') AS signer_ocn, ${isHolderSigned} AS holder_signed
  FROM cdr
  WHERE ${startsWithin(`{first: Int64} - ${edgeS}`, `{end: Int64} + ${edgeS}`)}
    AND (${isOf(minuteOf('start_time'), 'whole')} OR (${isOf(minuteOf('start_time'), 'beside')} AND ${changedPair}))
    AND ${ofShare}`;

const startS = (at: string) => `toInt64(toUnixTimestamp(${at}))`;
const eachLeg = (field: (typeof legFields)[number]) =>
  `arrayMap(leg -> leg.${legFields.indexOf(field) + 1}, near)`;

/** Legs of one pair of numbers with no gap between them, in order of time. Each leg is in one of these, and in one hour. */
const nearLegs = inSteps(
  `
  SELECT calling_number, called_number,
    arraySort(leg -> (leg.1, leg.2, leg.3), groupArray((${legFields.join(', ')}))) AS sorted
  FROM (${legs})
  GROUP BY calling_number, called_number`,
  [
    `
    arrayJoin(arraySplit((leg, gap) -> gap > ${stitchGapS * 1000},
      sorted, arrayDifference(arrayMap(leg -> toUnixTimestamp64Milli(leg.1), sorted)))) AS chain`,
    `
    arrayJoin(if(
      dateDiff('millisecond', chain[1].1, chain[-1].1) <= ${chainS * 1000}, [chain],
      arraySplit((leg, later) -> later > 0, chain,
        arrayDifference(arrayMap(leg -> ${startS("toStartOfMinute(leg.1, 'UTC')")}, chain))))) AS near`,
  ],
);

/** i and j are legs of one withheld call: one hands on to the other, and both say so. */
const agree = `t_i = t_j AND c_i != c_j
            AND ((d_i = c_j AND u_j = c_i) OR (d_j = c_i AND u_i = c_j))`;

/**
 * Legs of one call as one array. The same hand-over told twice is a second call: somebody redials. Withheld callers are
 * many, so their legs belong together only where the carriers' hand-overs fit: each leg takes the smallest number
 * among its neighbors, hop by hop.
 */
const calls = inSteps(nearLegs, [
  `
    ${eachLeg('carrier')} AS cs, ${eachLeg('upstream')} AS us, ${eachLeg('downstream')} AS ds`,
  `
    arrayMap((turn, u) -> if(u = '', 1, turn), arrayEnumerateUniq(cs, us, ds), us) AS ts`,
  `
    arrayFold((labels, step) -> arrayMap(
        (l_i, c_i, u_i, d_i, t_i) -> arrayMin(arrayMap(
          (l_j, c_j, u_j, d_j, t_j) -> if(${agree}, least(l_i, l_j), l_i), labels, cs, us, ds, ts)),
        labels, cs, us, ds, ts),
      range(if(calling_number = 0, ${mostHops}, 0)), arrayEnumerate(near)) AS labels`,
  `
    arrayMap((turn, label) -> (turn, if(calling_number = 0, label, 0)), ts, labels) AS call_of`,
  `
    arrayJoin(arrayMap(own -> arrayFilter((leg, of) -> of = own, near, call_of), arrayDistinct(call_of))) AS legs`,
]);

/** Where the call came from, and the first US provider where that was abroad. */
const origin = [
  `
    ${leg('carrier')} AS carriers, ${leg('upstream')} AS upstreams, ${leg('downstream')} AS downstreams,
    ${leg('ingress_trunk')} AS ingress_trunks, ${leg('customer')} AS customers`,
  ...originSteps,
  `
    arrayDistinct(arrayFilter((u, c) -> u NOT IN ('', c, origin_provider, claimed_origin), upstreams, carriers)) AS via,
    arrayFirst((c, k) -> k != '' AND k != 'US', carriers, ${leg('ingress_country')}) AS entry_provider`,
];

/** What is known of the caller, from all legs of the call together. */
const caller = [
  `
    arrayMin(arrayMap(a -> if(a = '', 'Z', a), ${leg('attestation')})) AS best_attestation,
    arrayFirstIndex(id -> id != '', ${leg('origid')}) AS signed,
    has(${leg('verstat')}, 'failed') AS failed,
    arrayExists((k, r) -> k != '' AND r != '' AND k != r, ${leg('ingress_country')}, ${leg('calling_region')}) AS foreign,
    arrayExists(r -> r IN ('removed', 'none'), ${leg('upstream_rmd')}) AS rmd_missing,
    has(${leg('improper')}, true) AS improper,
    arrayFirst(r -> r != '', ${leg('calling_region')}) AS region,
    arrayExists(r -> r NOT IN ('', 'US'), ${leg('calling_region')}) AS number_abroad`,
  `
    ${leg('origid')}[signed] AS origid, ${leg('signer_ocn')}[signed] AS signer,
    if(best_attestation = 'Z', '', best_attestation) AS attestation,
    ${leg('signer_ocn')}[arrayFirstIndex(by_holder -> by_holder, ${leg('holder_signed')})] AS holder,
    multiIf(
      has(${leg('dno')}, true), 'dno',
      NOT has(${leg('calling_valid')}, true), 'unusable',
      has(${leg('unheld')}, true), 'unassigned',
      has(${leg('neighbor_spoof')}, true), 'neighbor',
      foreign, 'foreign',
      best_attestation = 'A' AND NOT failed, 'attested',
      'unproven') AS caller`,
];

/**
 * Stitches all calls of the minutes `whole`, and those of the minutes `partly` that a changed minute may have changed: a share
 * of their pairs of numbers. A call belongs to the minute of its first leg. Calls of callers that a person dismissed are left out:
 * detection does not look at them.
 */
export const stitchCalls = `
INSERT INTO stitched_calls
  (build, minute, calling_number, called_number, start_time, call_key, caller, calling_region, ${placeNames.join(', ')}, signer, origid,
   origin_provider, claimed_origin, entry_provider, next_provider, via, attestation, foreign, failed, rmd_missing,
   improper, number_abroad, unassigned, one_ring, answered, duration_s, carriers, call_ids, start_times)
SELECT
  {build: UInt64} AS build, toStartOfMinute(start_times[1], 'UTC') AS minute, calling_number, called_number, start_times[1],
  cityHash64(carriers[1], ${leg('call_id')}[1], start_times[1]), caller, region, ${placeNames.join(', ')}, signer, origid,
  origin_provider, claimed_origin, entry_provider, next_provider, via, attestation, foreign, failed, rmd_missing,
  improper, number_abroad, has(${leg('unassigned')}, true), has(${leg('one_ring')}, true) AND NOT answered, answered,
  arrayMax(${leg('duration_s')}), carriers, ${leg('call_id')}, start_times
FROM (${inSteps(
  `
  SELECT calling_number, called_number, legs, ${leg('start_time')} AS start_times,
    has(${leg('answered')}, true) AS answered
  FROM (${calls})
  WHERE ${isOf(minuteOf('legs[1].1'), 'whole')} OR ${isOf(minuteOf('legs[1].1'), 'partly')}`,
  [...origin, ...caller],
)})
WHERE NOT (${isDismissed})`;
