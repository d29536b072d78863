import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { keyword, text, timeS, uint32 } from '@ringtrace/schemas/columns';
import { hourS } from '@ringtrace/schemas/durations';
import { z } from 'zod';
import { reachHours } from '../builds/hours.ts';
import { thresholds } from '../thresholds.ts';
import { notedCalls, type Stage } from './kept-calls.ts';

/**
 * A calling number of a segment's sample, as in `callers` of its features. Its hour, s since 1970, and the provider that its
 * calls start at.
 */
interface SampledNumber {
  readonly segment_id: string;
  readonly hour: number;
  readonly provider: string;
  readonly number_hash: number;
}

/** Among N calling numbers around, a share of N / 2^32 has the hash of another one: half of one percent of 20 million. */
const numberHash = 'toUInt32(cityHash64(calling_number))';
const isElsewhere = "c.provider NOT IN ('', s.provider)";
/**
 * Whose number it is elsewhere: the customer's. Where the provider names no customer, all of its households are at
 * one place. Then the number's exchange stands for the customer: a business has its direct lines in a block of
 * numbers.
 */
const homeKey = "if(place = 'customer', place_key, cityHash64(place_key, intDiv(calling_number, 10000)))";

/** SQL: how many of some values are the two commonest ones. */
const ofTwoCommonest = (values: string) =>
  `arraySum(arraySlice(arrayReverseSort(arrayMap(one -> countEqual(${values}, one), arrayDistinct(${values}))), 1, 2))`;

/**
 * How many sampled numbers of each segment are in use elsewhere: in the hour or beside it, other providers prove a fair share
 * of the number's calls to be their own customers'. `of_two_homes` counts those of the two customers or exchanges of numbers
 * with the most of them, and `of_two_places` those of the two places. About 20 ns a call around the hours.
 * @public A test sends long lists of every exported statement.
 */
export const numbersInUseElsewhere = defineQuery<Stage & { sampled: readonly SampledNumber[] }>()({
  name: 'numbers in use elsewhere',
  lists: {
    sampled: rows({ segment_id: text(), hour: timeS(), provider: keyword(), number_hash: uint32() }),
  },
  row: z.object({
    segment_id: z.string(),
    elsewhere: z.number(),
    of_two_homes: z.number(),
    of_two_places: z.number(),
  }),
  sql: `
SELECT segment_id, count() AS elsewhere, groupArray(home.1) AS homes, groupArray(home.2) AS places,
  ${ofTwoCommonest('homes')} AS of_two_homes, ${ofTwoCommonest('places')} AS of_two_places
FROM (
  SELECT s.segment_id AS segment_id, s.number_hash AS number_hash,
    argMaxIf((c.home_key, c.place_key), (c.calls, c.home_key), ${isElsewhere}) AS home
  FROM sampled AS s
  INNER JOIN (
    SELECT ${numberHash} AS number_hash, toString(origin_provider) AS provider, place_key, ${homeKey} AS home_key,
      toStartOfHour(minute, 'UTC') AS at, count() AS calls
    FROM ${notedCalls('around', ` AND ${numberHash} IN (SELECT number_hash FROM sampled)`)}
    GROUP BY number_hash, provider, place_key, home_key, at
  ) AS c ON c.number_hash = s.number_hash
  WHERE abs(dateDiff('second', s.hour, c.at)) <= ${hourS * reachHours}
  GROUP BY segment_id, number_hash
  HAVING sumIf(c.calls, ${isElsewhere}) >= greatest(1, ${thresholds.elsewhereCallShare} * sum(c.calls))
)
GROUP BY segment_id ORDER BY segment_id
SETTINGS prefer_column_name_to_alias = 1`,
});
