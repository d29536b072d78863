import { reachHours } from '../builds/hours.ts';
import { thresholds } from '../thresholds.ts';
import { areaInWords, calledBackArea, nowhere } from './called-back.ts';
import { keptCalls, notedCalls } from './kept-calls.ts';
import { classOf, ownClass, partOf } from './segment-key.ts';

/** SQL: the signer of an origid as an integer. */
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

/** Customers with enough calls of one class to be told apart by area. Others call many areas, which would cost much to count. */
const largeCustomers = `
          SELECT place_key FROM ${keptCalls(" AND place = 'customer'")}
          GROUP BY hour, place_key, caller HAVING count() >= ${2 * thresholds.segmentCalls}`;

/** Calls of each class of callers at a place to each area, beside those to all areas, and those of the place's other classes. */
const callsToAreas = `
        SELECT hour, place_key, caller, ${areaCalled} AS area, count() AS calls, any(place) = 'customer' AS of_customer,
          sum(calls) OVER (PARTITION BY hour, place_key, caller) AS class_calls,
          sum(calls) OVER (PARTITION BY hour, place_key, area) AS place_calls_there,
          sum(calls) OVER (PARTITION BY hour, place_key) AS place_calls
        FROM ${keptCalls(` AND (place != 'customer' OR place_key IN (${largeCustomers}))`)}
        GROUP BY hour, place_key, caller, area`;

/** Calls of everybody to each area, and to all areas. */
const everybodysCalls = `
        SELECT hour, ${areaCalled} AS area, count() AS all_calls_there, sum(all_calls_there) OVER (PARTITION BY hour) AS all_calls
        FROM ${keptCalls()}
        GROUP BY hour, area`;

/**
 * Areas that a class of callers at a place calls far more than everybody else does in the hour. A customer's calls are told
 * apart by area only where there are enough on both sides: then one of its campaigns calls the area, and another one does not.
 */
const targetedAreas = `
    SELECT hour, place_key, caller, area
    FROM (
      SELECT hour, place_key, caller, area, of_customer, calls / class_calls AS share,
        (all_calls_there - place_calls_there + 1) / (all_calls - place_calls + 1) AS others_share,
        calls >= ${thresholds.targetCalls} AND share >= ${thresholds.targetRatio} * others_share AS is_targeted,
        sumIf(calls, is_targeted) OVER of_class AS targeted_calls,
        sumIf(calls, share < ${thresholds.targetRatio / 2} * others_share) OVER of_class AS usual_calls
      FROM (${callsToAreas}
      ) AS own
      INNER JOIN (${everybodysCalls}
      ) AS everybody USING (hour, area)
      WINDOW of_class AS (PARTITION BY hour, place_key, caller)
    )
    WHERE is_targeted AND (NOT of_customer OR least(targeted_calls, usual_calls) >= ${thresholds.segmentCalls})`;

/**
 * Classes of callers at places of many customers that may hold several campaigns: many calls, of which too many
 * answered ones are short. Ordinary calling need not be told apart.
 */
const suspectedClasses = `
    SELECT hour, place_key, caller ${ofMany} AND calling_number != 0
    GROUP BY hour, place_key, caller
    HAVING count() >= ${2 * thresholds.segmentCalls}
      AND countIf(answered AND duration_s <= ${thresholds.shortCallS}) > ${thresholds.shortShare} * countIf(answered)`;

/**
 * For each judged hour and number, at one place and of one class: `calls` in the hour, and `uses` in it and the hours beside.
 */
const usesOfNumbers = `
      SELECT call_hour + toIntervalHour(step) AS hour, place_key, caller, calling_number, count() AS uses, countIf(step = 0) AS calls
      FROM (
        SELECT toStartOfHour(minute, 'UTC') AS call_hour, place_key, caller, calling_number,
          arrayJoin(range(${2 * reachHours + 1})) - ${reachHours} AS step
        FROM ${notedCalls(
          'around',
          ` AND calling_number != 0
          AND (place_key, caller) IN (SELECT place_key, caller FROM (${suspectedClasses}))`,
        )}
      )
      GROUP BY hour, place_key, caller, calling_number
      HAVING calls > 0 AND (hour, place_key, caller) IN (${suspectedClasses})`;

/**
 * Numbers that are used again and again, where others of the same place and class are not. Uses of numbers drawn at random
 * follow Poisson's law, whose mean the numbers used once and twice tell. Many more that are used often are of another pool.
 */
const reusedNumbers = `
    SELECT hour, place_key, caller, calling_number
    FROM (
      SELECT *, sumIf(calls, uses > most_uses AND calls < ${thresholds.joinCalls}) OVER of_class AS again,
        sumIf(calls, uses <= most_uses) OVER of_class AS seldom
      FROM (
        SELECT *, sumIf(calls, uses = 1) OVER of_class AS once, sumIf(calls, uses = 2) OVER of_class AS twice,
          greatest(2, 1 + twice / once + 2 * sqrt(twice / once)) AS most_uses
        FROM (${usesOfNumbers})
        WINDOW of_class AS (PARTITION BY hour, place_key, caller)
      )
      WINDOW of_class AS (PARTITION BY hour, place_key, caller)
    )
    WHERE uses > most_uses AND least(again, seldom) >= ${thresholds.segmentCalls}
      AND again >= ${thresholds.targetRatio} * least(${thresholds.reusedByChance}, pow(twice / once, 2) / 2) * (again + seldom)`;

/**
 * Places of many customers where a good part of a class of callers gives up within a ring: hardly any honest caller does. So
 * somebody rings once there, beside others whose calls go on.
 */
const ringingSources = `
    SELECT hour, place_key, caller ${ofMany}
    GROUP BY hour, place_key, caller
    HAVING countIf(one_ring) >= ${thresholds.segmentCalls} AND countIf(one_ring) >= ${thresholds.ringingShare} * count()`;

const noArea = "'dno'";
/**
 * Fills `judge_parts`: what tells the calls of one place apart; and, with the part all, the classes of callers of
 * which some ring once. About 0.5 us a call.
 */
export const noteParts = `
INSERT INTO judge_parts (build, hour, place_key, part, signer_key, origid, caller, value)
SELECT {build: UInt64}, hour, place_key, 'origid' AS part, signer_key, text, ${noArea} AS caller, origid_key AS value FROM (${customersOrigids})
UNION ALL
SELECT {build: UInt64}, hour, place_key, 'exchange', 0, '', ${noArea}, exchange FROM (${customersExchanges})
UNION ALL
SELECT {build: UInt64}, hour, place_key, 'reused', 0, '', toString(caller), calling_number FROM (${reusedNumbers})
UNION ALL
SELECT {build: UInt64}, hour, place_key, 'area', 0, '', toString(caller), area FROM (${targetedAreas})
UNION ALL
SELECT {build: UInt64}, hour, place_key, 'all', 0, '', toString(caller), 0 FROM (${ringingSources})`;

const noted = (part: string, columns: string) =>
  `(SELECT hour, place_key, ${columns} FROM judge_parts WHERE build = {build: UInt64} AND part = '${part}')`;
/**
 * What tells a source apart at its place, step by step: an origid, an exchange of numbers, an area called, or reused numbers.
 */
export const sourceKey = [
  `
    multiIf(
      (hour, place_key, ${signerKey}, origid_key) IN ${noted('origid', 'signer_key, value')}, ${partOf('origid')},
      caller != 'neighbor' AND (hour, place_key, ${exchangeOfCaller}) IN ${noted('exchange', 'value')}, ${partOf('exchange')},
      (hour, place_key, caller, ${areaCalled}) IN ${noted('area', 'caller, value')}, ${partOf('area')},
      (hour, place_key, caller, calling_number) IN ${noted('reused', 'caller, value')}, ${partOf('reused')},
      ${partOf('all')}) AS part`,
  `
    if(part = 'origid', origid, '') AS part_origid,
    multiIf(part = 'exchange', ${exchangeOfCaller}, part = 'area', ${areaCalled}, 0) AS part_prefix,
    if(part = 'origid', origid_key, part_prefix) AS part_value`,
] as const;

/**
 * Numbers that ring once and give up, again and again, are a class of their own. It is told apart by the country that
 * is called back. Foreign numbers that come in from abroad are told apart by country, too: somebody else makes up
 * domestic numbers.
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
