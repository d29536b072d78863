import { thresholds } from '../thresholds.ts';
import { areaInWords, calledBackArea, nowhere } from './called-back.ts';
import { keptCalls } from './kept-calls.ts';
import { classOf, ownClass, partOf } from './segment-key.ts';

/** Stands for a signer of origids. */
const signerKey = "CAST(cityHash64(signer), 'UInt64')";
/** Calls of places where many customers meet: no provider proves the origin, or it names no customer. */
const ofMany = `
      FROM (SELECT *, ${signerKey} AS signer_key FROM ${keptCalls(" AND place != 'customer'")})
      WHERE TRUE`;
const exchangeOfCaller = 'intDiv(calling_number, 10000)';
const areaCalled = 'intDiv(called_number, 10000000)';

/**
 * A signer that uses several origids at a place, each again and again, gives each of its customers one (RFC 8588, 5). One for
 * each call, or one for all, tells nothing.
 */
const customersOrigids = `
    SELECT hour, place_key, signer_key, text, origid_key
    FROM (
      SELECT hour, place_key, signer_key, origid_key, any(origid) AS text,
        count() OVER (PARTITION BY hour, place_key, signer_key) AS origids
      ${ofMany} AND origid_key != 0
      GROUP BY hour, place_key, signer_key, origid_key
      HAVING count() >= ${thresholds.joinCalls}
    )
    WHERE origids > 1`;

/**
 * Several numbers of one exchange, with more calls than the place's other exchanges have: a customer's block of numbers. Who
 * spoofs neighbors shows the called party's exchange, which is nobody's block.
 */
const customersExchanges = `
    SELECT hour, place_key, exchange
    FROM (
      SELECT hour, place_key, ${exchangeOfCaller} AS exchange, count() AS calls, uniqExact(calling_number) AS numbers,
        sum(calls) OVER (PARTITION BY hour, place_key) AS place_calls,
        count() OVER (PARTITION BY hour, place_key) AS place_exchanges
      ${ofMany} AND caller != 'neighbor'
      GROUP BY hour, place_key, exchange
    )
    WHERE calls >= ${thresholds.targetCalls} AND numbers >= ${thresholds.pooledNumbers}
      AND calls * (place_exchanges - 1) >= ${thresholds.targetRatio} * (place_calls - calls)`;

/**
 * Who calls one area far more than all others do in the hour, where that is as if one more of theirs went there. Asked of the
 * places of many customers alone: a customer's calls are not told apart by area.
 */
const targetedAreas = `
    SELECT hour, place_key, caller, area
    FROM (
      SELECT hour, place_key, caller, ${areaCalled} AS area, count() AS calls,
        sum(calls) OVER (PARTITION BY hour, place_key, caller) AS class_calls
      ${ofMany}
      GROUP BY hour, place_key, caller, area
    ) AS own
    INNER JOIN (
      SELECT hour, ${areaCalled} AS area, count() AS all_calls_there, sum(all_calls_there) OVER (PARTITION BY hour) AS all_calls
      FROM ${keptCalls()}
      GROUP BY hour, area
    ) AS everybody USING (hour, area)
    WHERE calls >= ${thresholds.targetCalls}
      AND calls / class_calls
        >= ${thresholds.targetRatio} * (all_calls_there - calls + 1) / (all_calls - class_calls + 1)`;

/**
 * Places of many customers where a good part of a class of callers gives up within a ring. Hardly any honest caller does. So
 * somebody rings once there, beside others of the same class whose calls go on. A busy number is judged as a whole.
 */
const ringingSources = `
    SELECT hour, place_key, caller ${ofMany}
    GROUP BY hour, place_key, caller
    HAVING countIf(one_ring) >= ${thresholds.segmentCalls} AND countIf(one_ring) >= ${thresholds.ringingShare} * count()`;

const noArea = "'dno'";
/**
 * Fills `judge_parts`: what tells customers apart at the places where many meet; and, with the part all, the classes of callers of
 * which some ring once. About 0.4 us a call.
 */
export const noteParts = `
INSERT INTO judge_parts (build, hour, place_key, part, signer_key, origid, caller, value)
SELECT {build: UInt64}, hour, place_key, 'origid' AS part, signer_key, text, ${noArea} AS caller, origid_key AS value FROM (${customersOrigids})
UNION ALL
SELECT {build: UInt64}, hour, place_key, 'exchange', 0, '', ${noArea}, exchange FROM (${customersExchanges})
UNION ALL
SELECT {build: UInt64}, hour, place_key, 'area', 0, '', toString(caller), area FROM (${targetedAreas})
UNION ALL
SELECT {build: UInt64}, hour, place_key, 'all', 0, '', toString(caller), 0 FROM (${ringingSources})`;

const noted = (part: string, columns: string) =>
  `(SELECT hour, place_key, ${columns} FROM judge_parts WHERE build = {build: UInt64} AND part = '${part}')`;
/**
 * What tells a source apart at its place, step by step: nothing where the place is a customer, else the origid of a customer, the
 * exchange its numbers are of, or the area it calls.
 */
export const sourceKey = [
  `
    multiIf(
      place = 'customer', ${partOf('all')},
      (hour, place_key, ${signerKey}, origid_key) IN ${noted('origid', 'signer_key, value')}, ${partOf('origid')},
      caller != 'neighbor' AND (hour, place_key, ${exchangeOfCaller}) IN ${noted('exchange', 'value')}, ${partOf('exchange')},
      (hour, place_key, caller, ${areaCalled}) IN ${noted('area', 'caller, value')}, ${partOf('area')},
      ${partOf('all')}) AS part`,
  `
    if(part = 'origid', origid, '') AS part_origid,
    multiIf(part = 'exchange', ${exchangeOfCaller}, part = 'area', ${areaCalled}, 0) AS part_prefix,
    if(part = 'origid', origid_key, part_prefix) AS part_value`,
] as const;

/**
 * Numbers that ring and give up again and again, so often that nobody's hasty fingers are among them: a class of their own, by
 * the country that is called back. Numbers of a third country that come in from abroad are apart by country too: a pool of domestic
 * numbers is made by somebody else.
 */
export const callerClass = `
    if(caller != 'dno' AND (
        rings_once
        OR (one_ring AND number_calls < ${thresholds.segmentCalls} AND place != 'customer'
          AND (hour, place_key, caller) IN ${noted('all', 'caller')})),
      ${classOf('one ring')}, ${ownClass}) AS caller_class`;
export const calledBack = [
  `
    if(caller_class = 'one ring' OR (caller_class = 'foreign' AND number_abroad), ${calledBackArea}, ${nowhere}) AS called_back_area`,
  `
    ${areaInWords('called_back_area')} AS called_back_at`,
] as const;
