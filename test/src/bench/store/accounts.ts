import type { Store } from '@ringtrace/platform/clickhouse';

/** One batch a minute for each carrier, as if the stored CDRs had come in that way. */
const batches = `
INSERT INTO batches (carrier, topic, partition, offset, batch_id, source, sequence, produced_at, received_at, records,
  accepted, dead, first_start, last_start)
SELECT carrier, concat('cdr.', carrier) AS topic, 1, intDiv(toUnixTimestamp(minute), 60) AS offset, toString(offset),
  concat(carrier, '-a') AS source, offset, minute + 90, minute + 91, count() AS rows, rows, 0, min(start_time), max(start_time)
FROM cdr_store GROUP BY carrier, toStartOfMinute(start_time) AS minute`;

/** As if one record in a hundred had been refused. */
const deadLetters = `
INSERT INTO dead_letters (carrier, topic, partition, offset, record_index, field, reason, detail, original,
  writer_schema, source, produced_at, received_at, status, ver)
SELECT carrier, concat('cdr.', carrier), 1, intDiv(toUnixTimestamp(start_time), 60), cityHash64(call_id) % 5000,
  ['called_number', 'start_time', 'end_time'][1 + cityHash64(call_id) % 3], 'invalid_field', 'no digits', call_id,
  '', concat(carrier, '-a'), end_time, end_time, 'open', 0
FROM cdr_store WHERE cityHash64(call_id, 1) % 100 = 0`;

/** Fills `batches` and `dead_letters` in proportion to the stored CDRs. */
export async function storeAccounts(store: Store): Promise<void> {
  await store.command(batches);
  await store.command(deadLetters);
}
