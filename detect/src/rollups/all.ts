import {
  busyNumbers,
  busyNumbersStore,
  sourceMinutes,
  sourceMinutesStore,
} from '@ringtrace/schemas/tables/rollups';
import { talkS } from '../duration.ts';
import { thresholds } from '../thresholds.ts';
import { bucketOf, type Rollup } from './rollup.ts';

/** Only sums, distinct counts and fixed bins: the order rows arrived in can't show. */
const outcome = `
  count() AS legs,
  countIf(answer_time IS NOT NULL) AS answered,
  countIf(answer_time IS NOT NULL AND ${talkS} <= ${thresholds.shortCallS}) AS short_answered,
  sum(toUInt64(${talkS})) AS duration_s`;

const lastBin = 60;
const durationBin = `toUInt8(least(${lastBin}, intDiv(${talkS}, 2)))`;

const sourceMinutesRollup: Rollup = {
  name: 'source_minutes',
  store: sourceMinutesStore,
  view: sourceMinutes,
  bucketColumn: 'minute',
  bucketMinutes: 1,
  select: (source) => `
SELECT
  carrier,
  toStartOfMinute(start_time, 'UTC') AS minute,
  ifNull(upstream, '') AS upstream,
  ifNull(ingress_trunk, '') AS ingress_trunk,
  ifNull(customer, '') AS customer,
  multiIf(dno, 'dno', NOT calling_valid, 'unusable', neighbor_spoof, 'neighbor', 'plain') AS caller_kind,
  ifNull(attestation, '') AS attestation,${outcome},
  uniqExact(calling_number) AS calling_numbers,
  uniqExact(called_number) AS called_numbers,
  (sumMapIf([${durationBin}], [toUInt64(1)], answer_time IS NOT NULL) AS histogram).1 AS duration_bins,
  arrayMap(legs_in_bin -> toUInt32(legs_in_bin), histogram.2) AS duration_counts
FROM ${source}
GROUP BY carrier, minute, upstream, ingress_trunk, customer, caller_kind, attestation`,
};

const busyNumbersRollup: Rollup = {
  name: 'busy_numbers',
  store: busyNumbersStore,
  view: busyNumbers,
  bucketColumn: 'bucket',
  bucketMinutes: 5,
  select: (source) => `
SELECT
  carrier,
  ${bucketOf(5, 'start_time')} AS bucket,
  calling_number,${outcome},
  uniqExact(called_number) AS called_numbers
FROM ${source}
GROUP BY carrier, bucket, calling_number
HAVING legs >= ${thresholds.busyNumberLegs} AND calling_number != 0`,
};

export const rollups: readonly Rollup[] = [sourceMinutesRollup, busyNumbersRollup];
