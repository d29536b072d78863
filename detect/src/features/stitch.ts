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
export const stitchRules = 3;

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

/** Facts of a leg that hold for its call where any of its legs, or all, have them: one bit each. */
const facts = {
  answered: 'answer_time IS NOT NULL',
  dno: 'dno',
  calling_valid: 'calling_valid',
  neighbor_spoof: 'neighbor_spoof',
  improper: 'improper_attestation',
  unheld: "calling_assigned = 'unassigned'",
  unassigned: 'sip_code IN (404, 604)',
  one_ring: `sip_code = 487 AND dateDiff('millisecond', start_time, end_time) <= ${1000 * thresholds.oneRingS}`,
  failed: "verstat = 'failed'",
  rmd_missing: "upstream_rmd IN ('removed', 'none')",
  foreign: "ingress_country != '' AND calling_region != '' AND ingress_country != toString(calling_region)",
  from_abroad: "ingress_country NOT IN ('', 'US')",
  number_abroad: "calling_region NOT IN ('', 'US')",
  holder_signed: isHolderSigned,
} as const;
type Fact = keyof typeof facts;
const factNames = Object.keys(facts);
const bitOf = (fact: Fact) => 2 ** factNames.indexOf(fact);
const factBits = Object.values(facts)
  .map((fact, i) => `${2 ** i} * (${fact})`)
  .join(' + ');
/** Whether a leg's bits, or those of a call's legs together, show a fact. */
const shows = (bits: string, fact: Fact) => `bitTest(${bits}, ${Math.log2(bitOf(fact))})`;

/** What a leg is read with, in order of the tuple that stands for it. The first three tell it from all others, and sort it. */
const legFields = {
  start_time: 'start_time',
  carrier: 'carrier',
  call_id: 'call_id',
  upstream: 'upstream',
  downstream: 'downstream',
  ingress_trunk: 'ingress_trunk',
  customer: 'customer',
  attestation: 'attestation',
  calling_region: 'toLowCardinality(toString(calling_region))',
  duration_s: `toUInt32(${talkS})`,
  facts: `toUInt16(${factBits})`,
  origid: 'origid',
  signer_ocn: 'signer_ocn',
} as const;
const legNames = Object.keys(legFields);
const leg = (field: keyof typeof legFields) => `legs.${legNames.indexOf(field) + 1}`;

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

/**
 * All legs of the minutes as cdr has them now; of the minutes beside them those of calls that may reach over the edge. Read as
 * stored: what the view cdr makes of '' costs half as much again.
 */
const legs = `
  SELECT calling_number, called_number, (${Object.values(legFields).join(', ')}) AS leg
  FROM cdr_store FINAL
  WHERE NOT withdrawn AND ${startsWithin(`{first: Int64} - ${edgeS}`, `{end: Int64} + ${edgeS}`)}
    AND (${isOf(minuteOf('start_time'), 'whole')} OR (${isOf(minuteOf('start_time'), 'beside')} AND ${changedPair}))
    AND ${ofShare}`;

const startS = (at: string) => `toInt64(toUnixTimestamp(${at}))`;
const eachLeg = (field: keyof typeof legFields) => `near.${legNames.indexOf(field) + 1}`;

/**
 * Legs of one pair of numbers with no gap between them, in order of time. Each leg is in one of these, and in one hour. Nearly all
 * pairs have the legs of one call alone: what takes others apart is not computed for these.
 */
const nearLegs = inSteps(
  `
  SELECT calling_number, called_number, arraySort(groupArray(leg)) AS sorted
  FROM (${legs})
  GROUP BY calling_number, called_number`,
  [
    `
    dateDiff('millisecond', sorted[1].1, sorted[-1].1) <= ${stitchGapS * 1000} AS is_near`,
    `
    arrayJoin(if(is_near, [sorted], arraySplit((leg, gap) -> gap > ${stitchGapS * 1000},
      sorted, arrayDifference(arrayMap(leg -> toUnixTimestamp64Milli(leg.1), sorted))))) AS chain`,
    `
    arrayJoin(if(
      is_near OR dateDiff('millisecond', chain[1].1, chain[-1].1) <= ${chainS * 1000}, [chain],
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
    length(near) = 1 OR (calling_number != 0 AND arrayUniq(cs, us, ds) = length(near)) AS is_one`,
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
    arrayJoin(if(is_one, [near],
      arrayMap(own -> arrayFilter((leg, of) -> of = own, near, call_of), arrayDistinct(call_of)))) AS legs`,
]);

/** Where the call came from, and the first US provider where that was abroad. */
const origin = [
  `
    ${leg('carrier')} AS carriers, ${leg('upstream')} AS upstreams, ${leg('downstream')} AS downstreams,
    ${leg('ingress_trunk')} AS ingress_trunks, ${leg('customer')} AS customers`,
  ...originSteps,
  `
    arrayDistinct(arrayFilter((u, c) -> u NOT IN ('', c, origin_provider, claimed_origin), upstreams, carriers)) AS via,
    arrayFirst((c, bits) -> ${shows('bits', 'from_abroad')}, carriers, ${leg('facts')}) AS entry_provider`,
];

/** What is known of the caller, from all legs of the call together. */
const caller = [
  `
    arrayReduce('groupBitOr', ${leg('facts')}) AS any_facts,
    arrayMin(arrayMap(a -> if(a = '', 'Z', toString(a)), ${leg('attestation')})) AS best_attestation,
    arrayFirstIndex(id -> id != toUUID('00000000-0000-0000-0000-000000000000'), ${leg('origid')}) AS signed,
    arrayFirst(r -> r != '', ${leg('calling_region')}) AS region`,
  `
    if(signed = 0, '', toString(${leg('origid')}[signed])) AS origid, ${leg('signer_ocn')}[signed] AS signer,
    if(best_attestation = 'Z', '', best_attestation) AS attestation,
    ${(['foreign', 'failed', 'rmd_missing', 'improper', 'number_abroad', 'unassigned', 'answered'] as const)
      .map((fact) => `${shows('any_facts', fact)} AS ${fact}`)
      .join(', ')},
    ${shows('any_facts', 'one_ring')} AND NOT answered AS one_ring,
    ${leg('signer_ocn')}[arrayFirstIndex(bits -> ${shows('bits', 'holder_signed')}, ${leg('facts')})] AS holder,
    multiIf(
      ${shows('any_facts', 'dno')}, 'dno',
      NOT ${shows('any_facts', 'calling_valid')}, 'unusable',
      ${shows('any_facts', 'unheld')}, 'unassigned',
      ${shows('any_facts', 'neighbor_spoof')}, 'neighbor',
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
   improper, number_abroad, unassigned, one_ring, answered, duration_s, carriers, call_ids, start_times, content)
SELECT
  {build: UInt64} AS build, toStartOfMinute(start_times[1], 'UTC') AS minute, calling_number, called_number, start_times[1],
  cityHash64(carriers[1], ${leg('call_id')}[1], start_times[1]), caller, region, ${placeNames.join(', ')}, signer, origid,
  origin_provider, claimed_origin, entry_provider, next_provider, via, attestation, foreign, failed, rmd_missing,
  improper, number_abroad, unassigned, one_ring, answered,
  arrayMax(${leg('duration_s')}), carriers, ${leg('call_id')}, start_times,
  cityHash64(legs, calling_number, called_number, caller, ${placeNames.join(', ')}, origin_provider, claimed_origin, entry_provider, next_provider)
FROM (${inSteps(
  `
  SELECT calling_number, called_number, legs, ${leg('start_time')} AS start_times
  FROM (${calls})
  WHERE ${isOf(minuteOf('legs[1].1'), 'whole')} OR ${isOf(minuteOf('legs[1].1'), 'partly')}`,
  [...origin, ...caller],
)})
WHERE NOT (${isDismissed})`;
