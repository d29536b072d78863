import { thresholds } from '../thresholds.ts';
import { areaMark, exchangeMark, foreignMark, namesCustomer, oneRingMark, origidMark } from './sources.ts';

/** Of the hour's other calls, the share that goes to the same area; as if one more of them did. */
const othersShare = `
        (count() OVER (PARTITION BY hour, area) - area_calls + 1) / (count() OVER (PARTITION BY hour) - class_calls + 1)`;
/** Calls of the origin, in the hour, with the same origid; 0 where there is none. */
const origidCalls = `
  if(origid != '', count() OVER (PARTITION BY hour, origin_key, origid), 0)`;
/**
 * Several numbers of one exchange, with more calls than the place's other exchanges have: a customer's block of numbers. Who
 * spoofs neighbors shows the called party's exchange, which is nobody's block.
 */
const isCustomersExchange = `
  caller_class != 'neighbor' AND exchange_calls >= ${thresholds.targetCalls} AND exchange_numbers >= ${thresholds.pooledNumbers}
      AND exchange_calls * (place_exchanges - 1) >= ${thresholds.targetRatio} * (place_calls - exchange_calls)`;
/**
 * A source as the judge tells them apart. Where no provider proves the origin, or names its customer, many customers' calls
 * meet; where a signer uses several origids there, again and again, each is one of them (RFC 8588, 5). One for each call, or
 * one for all, tells nothing. So is one whose numbers are of one exchange, or who calls one area far more than all others do.
 */
export const sourceKey = `
  multiIf(
    ${namesCustomer}, origin_key,
    origid_calls >= ${thresholds.joinCalls}
      AND uniqExactIf(origid, origid_calls >= ${thresholds.joinCalls}) OVER (PARTITION BY hour, origin_key, signer) > 1,
    concat(origin_key, '${origidMark}', origid),
    ${isCustomersExchange}, concat(origin_key, '${exchangeMark}', toString(exchange)),
    area_calls >= ${thresholds.targetCalls}
      AND area_calls / class_calls >= ${thresholds.targetRatio} * ${othersShare},
    concat(origin_key, '${areaMark}', toString(area)),
    origin_key)`;

/**
 * Where a call back goes: two digits of a country, four of an area under +1. Whether such a number is valid there, which
 * its country depends on, is of no matter.
 */
const calledBack = `
      if(region = 'US', 'US', concat('+', substring(toString(calling_number), 1,
        if(startsWith(toString(calling_number), '1'), 4, 2))))`;

/**
 * Numbers that ring and give up again and again: a class of their own, by the country that is called back. Told by the
 * number's calls in the hour, and by so many that nobody's hasty fingers are among them. Numbers of a third country that come
 * in from abroad are apart by country too: a pool of domestic numbers is made by somebody else.
 */
const callerClass = `
  multiIf(
    caller_class != 'dno' AND number_calls >= ${thresholds.oneRingCalls}
      AND avg(one_ring AND NOT answered) OVER (PARTITION BY hour, calling_number) >= ${thresholds.oneRingShare},
    concat('${oneRingMark}', ${calledBack}),
    caller_class = 'foreign' AND number_abroad, concat('${foreignMark}', ${calledBack}),
    toString(caller_class))`;

/** Calls, one row each, with what tells their sources apart: `class`, `number_calls`, and what `sourceKey` needs. */
export const marked = (calls: string) => `
  SELECT *, if(calling_number = 0, 0, count() OVER (PARTITION BY hour, calling_number)) AS number_calls,
    ${callerClass} AS class, ${origidCalls} AS origid_calls,
    intDiv(calling_number, 10000) AS exchange,
    countIf(caller_class != 'neighbor') OVER (PARTITION BY hour, origin_key, exchange) AS exchange_calls,
    uniqExactIf(calling_number, caller_class != 'neighbor') OVER (PARTITION BY hour, origin_key, exchange) AS exchange_numbers,
    countIf(caller_class != 'neighbor') OVER (PARTITION BY hour, origin_key) AS place_calls,
    uniqExactIf(exchange, caller_class != 'neighbor') OVER (PARTITION BY hour, origin_key) AS place_exchanges,
    intDiv(called_number, 10000000) AS area,
    count() OVER (PARTITION BY hour, origin_key, caller_class, area) AS area_calls,
    count() OVER (PARTITION BY hour, origin_key, caller_class) AS class_calls
  FROM (${calls})`;
