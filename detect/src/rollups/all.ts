import {
  busyNumbers,
  busyNumbersStore,
  sourceMinutes,
  sourceMinutesStore,
} from '@ringtrace/schemas/tables/rollups';
import { bucketOf, type Rollup } from '../builds/rollup.ts';
import { talkS } from '../sql/duration.ts';
import { thresholds } from '../thresholds.ts';

/** Only sums, distinct counts and fixed bins: the order rows arrived in can't show. */
const outcome = `
  count() AS legs,
  countIf(answer_time IS NOT NULL) AS answered,
  countIf(answer_time IS NOT NULL AND ${talkS} <= ${thresholds.shortCallS}) AS short_answered,
  sum(toUInt64(${talkS})) AS duration_s`;

/** Durations of answered legs are counted in bins of 2 s; the last one has all of 120 s and more. */
const longestBin = 60;
const durationBin = `toUInt8(least(${longestBin}, intDiv(${talkS}, 2)))`;

/** Distinct numbers by arrays: a source has ten legs a minute, and a hash table for each costs more. */
const sourceMinutesRollup: Rollup = {
  name: 'source_minutes',
  store: sourceMinutesStore,
  view: sourceMinutes,
  bucketColumn: 'minute',
  bucketMinutes: 1,
  select: ({ current }) => `
SELECT
  carrier,
  toStartOfMinute(start_time, 'UTC') AS minute,
  ifNull(upstream, '') AS upstream,
  ifNull(ingress_trunk, '') AS ingress_trunk,
  ifNull(customer, '') AS customer,
  multiIf(dno, 'dno', NOT calling_valid, 'unusable', neighbor_spoof, 'neighbor', 'plain') AS caller_kind,
  ifNull(attestation, '') AS attestation,${outcome},
  arrayUniq(groupArray(calling_number)) AS calling_numbers,
  arrayUniq(groupArray(called_number)) AS called_numbers,
  arraySort(groupArrayIf(${durationBin}, answer_time IS NOT NULL)) AS binned,
  arrayDistinct(binned) AS duration_bins,
  arrayMap(bin -> toUInt32(countEqual(binned, bin)), duration_bins) AS duration_counts
FROM ${current}
GROUP BY carrier, minute, upstream, ingress_trunk, customer, caller_kind, attestation`,
};

/**
 * A number at a carrier in a bucket. Counted by its hash first, over every revision: few numbers are left then, and
 * distinct called numbers of every caller cost five times as much.
 */
const numberKey = `cityHash64(carrier, ${bucketOf(5, 'start_time')}, calling_number)`;

const busyNumbersRollup: Rollup = {
  name: 'busy_numbers',
  store: busyNumbersStore,
  view: busyNumbers,
  bucketColumn: 'bucket',
  bucketMinutes: 5,
  select: ({ current, every }) => `
SELECT
  carrier,
  ${bucketOf(5, 'start_time')} AS bucket,
  calling_number,${outcome},
  uniqExact(called_number) AS called_numbers
FROM (SELECT * FROM ${current})
WHERE ${numberKey} IN (
  SELECT number_key FROM (SELECT ${numberKey} AS number_key, count() AS legs FROM ${every} GROUP BY number_key)
  WHERE legs >= ${thresholds.busyNumberLegs}
)
GROUP BY carrier, bucket, calling_number
HAVING legs >= ${thresholds.busyNumberLegs} AND calling_number != 0`,
};

export const rollups: readonly Rollup[] = [sourceMinutesRollup, busyNumbersRollup];
