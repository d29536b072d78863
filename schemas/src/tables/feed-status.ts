import type { View } from '../table.ts';

/** How each carrier's sources are doing, out of the accounts in `batches`. */
export const feedStatus: View = {
  name: 'feed_status',
  comment:
    'One row a carrier and source. sequence_gaps: batches that are missing between the first and the last one seen. lag_s: how far the last call lay behind when its batch was made.',
  select: `SELECT
  carrier,
  source,
  max(produced_at) AS last_batch,
  max(sequence) AS last_sequence,
  toUInt64(max(sequence) - min(sequence) + 1) - uniqExact(sequence) AS sequence_gaps,
  count() AS batches,
  sum(records) AS records,
  sum(dead) AS rejected,
  maxIf(last_start, accepted > 0) AS last_call,
  dateDiff('second', maxIf(last_start, accepted > 0), max(produced_at)) AS lag_s
FROM batches FINAL
GROUP BY carrier, source`,
};
