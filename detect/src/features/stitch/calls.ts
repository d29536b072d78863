import { inSteps } from '../../sql/steps.ts';
import { keysOf, noName } from '../name-keys.ts';
import { fieldOf } from './leg.ts';
import { legsToStitch } from './legs.ts';
import { chainS, gapMs } from './reach.ts';

/** Hand-overs between two reporting carriers that a withheld call is followed over. */
const mostHops = 8;

const startMs = (legs: string) => `arrayMap(at -> toUnixTimestamp64Milli(at), ${legs}.1)`;

/**
 * SELECTs arrays `near`: legs of one pair of numbers with no gap between them, in order of time. Each leg is in one
 * of these arrays, and in one hour. Nearly all pairs have the legs of one call alone, so arraySplit is used: it cuts
 * an array without copying the legs.
 */
const nearLegs = inSteps(
  `
  SELECT calling_number, called_number, arraySort(groupArray(leg)) AS sorted
  FROM (${legsToStitch})
  GROUP BY calling_number, called_number`,
  [
    `
    arrayJoin(arraySplit((leg, gap) -> gap > ${gapMs}, sorted, arrayDifference(${startMs('sorted')}))) AS chain`,
    `
    dateDiff('millisecond', chain.1[1], chain.1[-1]) > ${1000 * chainS} AS is_long`,
    `
    arrayJoin(arraySplit((leg, minutes) -> is_long AND minutes > 0, chain,
      arrayDifference(arrayMap(at -> intDiv(at, 60000), ${startMs('chain')})))) AS near`,
  ],
);

/** i and j are legs of one withheld call: one hands on to the other, and both say so. */
const agree = `t_i = t_j AND c_i != c_j
            AND ((d_i = c_j AND u_j = c_i) OR (d_j = c_i AND u_i = c_j))`;

/**
 * SELECTs arrays `legs`: those of one call each. A hand-over that is told a second time belongs to a second call:
 * somebody redials. Withheld callers are many people. Their legs belong together only where the hand-overs of two
 * carriers fit: each leg takes the least number among its neighbors, hop by hop, and legs with the same number are of
 * one call. Where `near` is plainly one call, the arrays that tell calls apart are left empty.
 */
export const callsOfLegs = inSteps(nearLegs, [
  `
    ${keysOf(fieldOf('near', 'carrier'))} AS near_cs, ${keysOf(fieldOf('near', 'upstream'))} AS near_us, ${fieldOf('near', 'downstream_key')} AS near_ds`,
  `
    arrayMap((c, u, d) -> cityHash64(c, u, d), near_cs, near_us, near_ds) AS hand_overs`,
  `
    length(near) = 1 OR (calling_number != 0 AND arrayUniq(hand_overs) = length(near)) AS is_one`,
  `
    if(is_one, [], near_cs) AS cs, if(is_one, [], near_us) AS us, if(is_one, [], near_ds) AS ds,
    arrayEnumerateUniq(if(is_one, [], hand_overs)) AS turns`,
  `
    arrayMap((turn, u) -> if(u = ${noName}, 1, turn), turns, us) AS ts`,
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
