import { attestations } from '@ringtrace/schemas/tables/cdr';
import { talkS } from '../sql/duration.ts';
import { startsWithin } from '../sql/start-time.ts';
import { inSteps } from '../sql/steps.ts';
import { thresholds } from '../thresholds.ts';
import { isDismissed, isHolderSigned } from './dismissed.ts';
import { isCurrent, within } from './kept-calls.ts';
import { originSteps } from './origin.ts';
import { placeKey, placeNames } from './place-key.ts';

/**
 * Version of the rules below, of origin.ts, and of what else makes a kept call out of legs. Raise it with each change of these:
 * calls that other rules have stitched then no longer count as stitched.
 */
export const stitchRules = 6;

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
export const factNames = Object.keys(facts);
const bitOf = (fact: Fact) => 2 ** factNames.indexOf(fact);
const factBits = Object.values(facts)
  .map((fact, i) => `${2 ** i} * (${fact})`)
  .join(' + ');
/** Whether a leg's bits, or those of a call's legs together, show a fact. */
const shows = (bits: string, fact: Fact) => `bitTest(${bits}, ${Math.log2(bitOf(fact))})`;

/**
 * What else a leg's integer holds: the lowest bit and the number of bits of each. Texts of enumerations by their index, of which 0 is ''.
 * One integer is grouped and sorted at the cost of one column.
 */
export const numbersOfLeg = {
  attestation: { from: 16, bits: 8, value: 'toUInt8(attestation)' },
  calling_region: { from: 24, bits: 8, value: 'toUInt8(calling_region)' },
  duration_s: { from: 32, bits: 32, value: `toUInt32(${talkS})` },
} as const;
type NumberOfLeg = keyof typeof numbersOfLeg;
const legBits = [
  factBits,
  ...Object.values(numbersOfLeg).map(({ from, value }) => `${2 ** from} * ${value}`),
].join(' + ');
/** The number that a leg's integer holds. */
const numberIn = (bits: string, name: NumberOfLeg) => {
  const { from, bits: length } = numbersOfLeg[name];
  return `bitAnd(bitShiftRight(${bits}, ${from}), ${2 ** length - 1})`;
};
/** Above the index of every letter: stands for none where the best letter is the least index. */
const noLetter = 255;

/** Calling numbers whose calls may not be kept. A dismissal that was taken back has left minutes without them, too. */
const everDismissed = 'SELECT calling_number FROM dismissed_callers_store';

/** Tells a record from all others, at whatever revision. */
const identityHash = 'cityHash64(carrier, start_time, call_id)';
/** Of a carrier's records only those that start in the same millisecond share it. Cheaper than the identity: it needs no call_id. */
const beginHash = 'cityHash64(carrier, start_time)';
/** Tells a revision of a record from all others. */
const recordHash = 'cityHash64(carrier, start_time, call_id, ver)';

/** What a leg is read with, in order of the tuple that stands for it. The first three tell it from all others, and sort it. */
const legFields = {
  start_time: 'start_time',
  carrier: 'carrier',
  call_id: 'call_id',
  upstream: 'upstream',
  downstream: 'downstream',
  ingress_trunk: 'ingress_trunk',
  customer: 'customer',
  bits: `toUInt64(${legBits})`,
  origid: 'origid',
  signer_ocn: 'signer_ocn',
  record: recordHash,
} as const;
const legNames = Object.keys(legFields);
const leg = (field: keyof typeof legFields) => `legs.${legNames.indexOf(field) + 1}`;

const minuteOf = (time: string) => `toStartOfMinute(${time}, 'UTC')`;
const isOf = (minute: string, list: 'whole' | 'partly' | 'changed' | 'beside' | 'unkept' | 'edges') =>
  `${minute} IN (SELECT value FROM ${list})`;

const gapMs = 1000 * stitchGapS;
const ofStage = startsWithin(`{first: Int64} - ${edgeS}`, `{end: Int64} + ${edgeS}`);
const overEdge = `${minuteOf('arrayMax(start_times)')} != minute`;
/** Calls of the builds that a look at the minutes has found. Rows of builds after that look tell nothing of what its minutes have seen. */
const isLookedAt = '(minute, build) IN (SELECT minute, build FROM looked)';
/** Those of them that may have legs in the changed minutes. */
const nearChanged = `stitched_calls
        WHERE ${within('minute', edgeS)} AND ${isLookedAt}
          AND (${isOf('minute', 'changed')} OR ${overEdge})`;

/**
 * Fills `stitch_legs` with the new records of the changed minutes, at whatever revision. Calls that are not kept, because a person
 * dismissed their caller, have new ones each time. Of those that are kept, the caller may have been dismissed since. About 0.25 us a leg of
 * these minutes.
 */
export const noteLegs = `
INSERT INTO stitch_legs (build, identity, begin, calling_number, called_number)
SELECT {build: UInt64}, ${identityHash}, ${beginHash}, calling_number, called_number FROM cdr_store
WHERE ${ofStage} AND ${isOf(minuteOf('start_time'), 'changed')}
  AND (${recordHash} NOT IN (SELECT arrayJoin(seen) FROM ${nearChanged})
    OR calling_number IN (${everDismissed}))`;
const noted = 'stitch_legs WHERE build = {build: UInt64}';

/** Pairs of numbers of the new records. */
const withNewLegs = `
      SELECT calling_number, called_number FROM ${noted}`;

/** Pairs with legs on both sides of an edge, so near to each other that they may be of one call. */
const overEdges = `
      SELECT calling_number, called_number
      FROM (
        SELECT calling_number, called_number, start_time, ${minuteOf('start_time + toIntervalSecond(30)')} AS edge
        FROM cdr_store
        WHERE ${ofStage} AND ${isOf('edge', 'edges')} AND abs(dateDiff('millisecond', edge, start_time)) <= ${gapMs}
      )
      GROUP BY calling_number, called_number, edge HAVING min(start_time) < edge AND max(start_time) >= edge`;

/** Pairs with a kept call over a minute's edge. */
const keptOverEdges = `
      SELECT calling_number, called_number FROM stitched_calls
      WHERE ${isCurrent(edgeS)} AND (${isOf('minute', 'whole')} OR ${isOf('minute', 'beside')})
        AND ${overEdge}`;

const legsOfKept = (columns: string) => `
        SELECT ${columns}
        FROM (
          SELECT calling_number, called_number, start_times, arrayMap((carrier, start_time, call_id) -> ${identityHash}, carriers, start_times, call_ids) AS identities
          FROM ${nearChanged}
        )
        ARRAY JOIN identities AS identity, start_times AS leg_start
        WHERE ${isOf(minuteOf('leg_start'), 'changed')}`;

/** Pairs of kept calls with a leg of which there is a new record, or that two kept calls have: it may have another pair now. */
const corrected = `
      SELECT calling_number, called_number
      FROM (${legsOfKept('calling_number, called_number, identity')}
      )
      WHERE identity IN (
        SELECT identity FROM (${legsOfKept('identity')}
        )
        GROUP BY identity HAVING count() > 1 OR identity IN (SELECT identity FROM ${noted}))`;

/**
 * Fills `stitch_pairs` with all pairs of numbers whose calls may differ from the kept ones. Pairs whose calls may reach from or into
 * minutes that are stitched as a whole are among them. Others may be among them. Reads `stitch_legs`.
 */
export const notePairs = `
INSERT INTO stitch_pairs (build, calling_number, called_number)
SELECT DISTINCT {build: UInt64}, calling_number, called_number
FROM (${[withNewLegs, overEdges, keptOverEdges, corrected].join('\n      UNION ALL')}
)`;

/** Whether the calls of a pair of numbers are to be stitched again. */
export const changedPair =
  '(calling_number, called_number) IN (SELECT calling_number, called_number FROM stitch_pairs WHERE build = {build: UInt64})';

/** Pairs of numbers that one of several statements stitches: a call's legs have one pair. */
const ofShare = 'cityHash64(calling_number, called_number) % {shares: UInt32} = {share: UInt32}';

const oldLegs = (conditions: string) => `
        SELECT ${beginHash} FROM cdr_store WHERE ${ofStage} AND ${conditions} AND ${changedPair}`;
const oldCalls = (conditions: string) => `
        SELECT ${beginHash}
        FROM (SELECT carriers, start_times FROM stitched_calls WHERE ${conditions} AND ${changedPair})
        ARRAY JOIN carriers AS carrier, start_times AS start_time`;

/**
 * Carrier and time, as one hash, of all legs of changed pairs in the minutes `beside`, and of some others: their new records, the legs of
 * their kept calls, and what is neither. Those are legs of minutes of which not all is kept, and of callers that a person dismissed.
 * Calls of the builds that hold now are read too: another worker may have replaced a build since the look, and swept the calls of the
 * former one. Read with GLOBAL: a shard of a cluster can't make this list, for it reads other spread tables.
 */
const legsBeside = [
  `
        SELECT begin FROM ${noted}`,
  oldCalls(`${within('minute', 2 * edgeS)} AND ${isLookedAt}`),
  oldCalls(`${isCurrent(2 * edgeS)} AND NOT (${isLookedAt})`),
  oldLegs(isOf(minuteOf('start_time'), 'unkept')),
  oldLegs(`calling_number IN (${everDismissed})`),
].join('\n        UNION ALL');

/**
 * All legs of the minutes as cdr has them now; of the minutes beside them those of calls that may have changed. Read as
 * stored: what the view cdr makes of '' costs half as much again. Records are found by the sorting key before FINAL merges them.
 */
const legs = `
  SELECT calling_number, called_number, (${Object.values(legFields).join(', ')}) AS leg
  FROM cdr_store FINAL
  WHERE NOT withdrawn AND ${ofStage}
    AND (${isOf(minuteOf('start_time'), 'whole')}
      OR (${isOf(minuteOf('start_time'), 'beside')} AND ${beginHash} GLOBAL IN (${legsBeside})))
    AND (${isOf(minuteOf('start_time'), 'whole')} OR ${changedPair})
    AND ${ofShare}`;

const eachLeg = (field: keyof typeof legFields) => `near.${legNames.indexOf(field) + 1}`;
const startMs = (legs: string) => `arrayMap(at -> toUnixTimestamp64Milli(at), ${legs}.1)`;

/**
 * Legs of one pair of numbers with no gap between them, in order of time. Each leg is in one of these, and in one hour. arraySplit cuts
 * without copying a leg: that matters, for nearly all pairs have the legs of one call alone.
 */
const nearLegs = inSteps(
  `
  SELECT calling_number, called_number, arraySort(groupArray(leg)) AS sorted
  FROM (${legs})
  GROUP BY calling_number, called_number`,
  [
    `
    arrayJoin(arraySplit((leg, gap) -> gap > ${gapMs}, sorted, arrayDifference(${startMs('sorted')}))) AS chain`,
    `
    dateDiff('millisecond', chain[1].1, chain[-1].1) > ${1000 * chainS} AS is_long`,
    `
    arrayJoin(arraySplit((leg, minutes) -> is_long AND minutes > 0, chain,
      arrayDifference(arrayMap(at -> intDiv(at, 60000), ${startMs('chain')})))) AS near`,
  ],
);

/** i and j are legs of one withheld call: one hands on to the other, and both say so. */
const agree = `t_i = t_j AND c_i != c_j
            AND ((d_i = c_j AND u_j = c_i) OR (d_j = c_i AND u_i = c_j))`;

/**
 * Legs of one call as one array. The same hand-over told twice is a second call: somebody redials. Withheld callers are
 * many, so their legs belong together only where the carriers' hand-overs fit: each leg takes the smallest number
 * among its neighbors, hop by hop. What takes calls apart is given no legs where there is one call alone.
 */
const calls = inSteps(nearLegs, [
  `
    arrayMap((c, u, d) -> cityHash64(c, u, d), ${eachLeg('carrier')}, ${eachLeg('upstream')}, ${eachLeg('downstream')}) AS hand_overs`,
  `
    length(near) = 1 OR (calling_number != 0 AND arrayUniq(hand_overs) = length(near)) AS is_one`,
  `
    arrayFilter(leg -> NOT is_one, ${eachLeg('carrier')}) AS cs, arrayFilter(leg -> NOT is_one, ${eachLeg('upstream')}) AS us,
    arrayFilter(leg -> NOT is_one, ${eachLeg('downstream')}) AS ds,
    arrayEnumerateUniq(arrayFilter(leg -> NOT is_one, hand_overs)) AS turns`,
  `
    arrayMap((turn, u) -> if(u = '', 1, turn), turns, us) AS ts`,
  `
    arrayFold((labels, step) -> arrayMap(
        (l_i, c_i, u_i, d_i, t_i) -> arrayMin(arrayMap(
          (l_j, c_j, u_j, d_j, t_j) -> if(${agree}, least(l_i, l_j), l_i), labels, cs, us, ds, ts)),
        labels, cs, us, ds, ts),
      range(if(calling_number = 0, ${mostHops}, 0)), arrayEnumerate(cs)) AS labels`,
  `
    arrayEnumerateDense(ts, arrayMap(label -> if(calling_number = 0, label, 0), labels)) AS call_of`,
  `
    arrayMap((of, i) -> ${2 ** 32} * of + i, arrayResize(call_of, length(near), 0), arrayEnumerate(near)) AS places`,
  `
    arrayJoin(arraySplit((leg, later) -> later > 0, arraySort((leg, at) -> at, near, places),
      arrayDifference(arrayMap(at -> intDiv(at, ${2 ** 32}), arraySort(places))))) AS legs`,
]);

/** Where the call came from, and the first US provider where that was abroad. */
const origin = [
  `
    ${leg('carrier')} AS carriers, ${leg('upstream')} AS upstreams, ${leg('downstream')} AS downstreams,
    ${leg('ingress_trunk')} AS ingress_trunks, ${leg('customer')} AS customers`,
  ...originSteps,
  `
    arrayDistinct(arrayFilter((u, c) -> u NOT IN ('', c, origin_provider, claimed_origin), upstreams, carriers)) AS via,
    arrayFirst((c, bits) -> ${shows('bits', 'from_abroad')}, carriers, ${leg('bits')}) AS entry_provider`,
];

/** The letter of the leg with a number, as its index. */
const letterOf = (index: string) => numberIn(`${leg('bits')}[${index}]`, 'attestation');

/** Stands for the origid in the sums of a round. A customer's calls are not told apart by it. */
const origidKey = "if(origid = '' OR place = 'customer', 0, cityHash64(origid))";

/** What is known of the caller, from all legs of the call together. */
const caller = [
  `
    arrayReduce('groupBitOr', ${leg('bits')}) AS any_facts,
    arrayMin(arrayMap(bits -> if(${numberIn('bits', 'attestation')} = 0, ${noLetter}, ${numberIn('bits', 'attestation')}), ${leg('bits')})) AS best_letter,
    arrayFirstIndex(id -> id != toUUID('00000000-0000-0000-0000-000000000000'), ${leg('origid')}) AS signed,
    arrayFirst(region -> region != 0, arrayMap(bits -> ${numberIn('bits', 'calling_region')}, ${leg('bits')})) AS region,
    arrayMax(bits -> ${numberIn('bits', 'duration_s')}, ${leg('bits')}) AS duration_s`,
  `
    if(signed = 0, '', toString(${leg('origid')}[signed])) AS origid, ${leg('signer_ocn')}[signed] AS signer,
    if(signer != '', ${letterOf('signed')}, ${letterOf('proven')}) AS signer_letter,
    if(best_letter = ${noLetter}, 0, best_letter) AS letter,
    ${(['foreign', 'failed', 'rmd_missing', 'improper', 'number_abroad', 'unassigned', 'answered'] as const)
      .map((fact) => `${shows('any_facts', fact)} AS ${fact}`)
      .join(', ')},
    ${shows('any_facts', 'one_ring')} AND NOT answered AS one_ring,
    ${leg('signer_ocn')}[arrayFirstIndex(bits -> ${shows('bits', 'holder_signed')}, ${leg('bits')})] AS holder,
    multiIf(
      ${shows('any_facts', 'dno')}, 'dno',
      NOT ${shows('any_facts', 'calling_valid')}, 'unusable',
      ${shows('any_facts', 'unheld')}, 'unassigned',
      ${shows('any_facts', 'neighbor_spoof')}, 'neighbor',
      foreign, 'foreign',
      best_letter = ${attestations.indexOf('A')} AND NOT failed, 'attested',
      'unproven') AS caller`,
];

/**
 * Stitches all calls of the minutes `whole`, and those of the minutes `partly` that have a pair of `stitch_pairs`: a share
 * of their pairs of numbers. A call belongs to the minute of its first leg. Calls of callers that a person dismissed are left out:
 * detection does not look at them.
 */
export const stitchCalls = `
INSERT INTO stitched_calls
  (build, minute, calling_number, called_number, start_time, call_key, caller, calling_region, ${placeNames.join(', ')}, place_key, signer, signer_attestation, origid, origid_key,
   origin_provider, claimed_origin, entry_provider, next_provider, via, attestation, foreign, failed, rmd_missing,
   improper, number_abroad, unassigned, one_ring, answered, duration_s, carriers, call_ids, start_times, seen, content)
SELECT
  {build: UInt64} AS build, toStartOfMinute(start_times[1], 'UTC') AS minute, calling_number, called_number, start_times[1],
  cityHash64(carriers[1], ${leg('call_id')}[1], start_times[1]), caller, toInt8(region), ${placeNames.join(', ')}, ${placeKey}, signer, toInt8(signer_letter), origid, ${origidKey},
  origin_provider, claimed_origin, entry_provider, next_provider, via, toInt8(letter), foreign, failed, rmd_missing,
  improper, number_abroad, unassigned, one_ring, answered,
  duration_s, carriers, ${leg('call_id')}, start_times, ${leg('record')} AS seen,
  cityHash64(seen, ${leg('bits')}, calling_number, called_number, caller, ${placeNames.join(', ')}, signer, origid, origin_provider, claimed_origin, entry_provider, next_provider)
FROM (${inSteps(
  `
  SELECT calling_number, called_number, legs, ${leg('start_time')} AS start_times
  FROM (${calls})
  WHERE ${isOf(minuteOf('legs[1].1'), 'whole')} OR ${isOf(minuteOf('legs[1].1'), 'partly')}`,
  [...origin, ...caller],
)})
WHERE NOT (${isDismissed})`;
