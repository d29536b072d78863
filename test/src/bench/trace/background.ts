import type { Store } from '@ringtrace/platform/clickhouse';

/** Rows of one insert: as many as a block of the ingest worker. */
const block = 1_000_000;

export interface Background {
  readonly legs: number;
  /** When the calls start, ms since 1970, and for how long they go on, ms. */
  readonly from: number;
  readonly spanMs: number;
}

/** The carrier of a hop. The 100 carriers have market shares of about 1/rank. */
const carrier = (call: string, hop: string) =>
  `concat('bg', toString(toUInt8(floor(pow(100, (cityHash64(${call}, toInt8(${hop})) % 100000) / 100000)) - 1)))`;

/**
 * Inserts the legs with numbers `from` to `to`, five for each call. Calls are spread evenly over time and are inserted
 * in that order, as feeds bring them. Only columns that tracing reads are filled.
 */
const insert = `
INSERT INTO cdr_store (carrier, start_time, call_id, ver, answer_time, end_time, calling_number, called_number, upstream,
  downstream, sip_code)
WITH intDiv(number, 5) AS call, number % 5 AS hop, cityHash64(call, 'numbers') AS hash,
  ${carrier('call', 'hop')} AS own,
  {start: Int64} + toInt64(call * {span: Float64} / {calls: UInt64}) + hash % 1000 + hop * 150 AS start_ms
SELECT own, fromUnixTimestamp64Milli(start_ms, 'UTC'), hex(cityHash64(number)), bitShiftRight(cityHash64(number, 1), 8),
  if(hash % 10 < 6, fromUnixTimestamp64Milli(start_ms + 9000, 'UTC'), NULL),
  fromUnixTimestamp64Milli(start_ms + 9000 + hash % 180000, 'UTC'),
  12000000000 + hash % 8000000000, 12000000000 + cityHash64(call, 'called') % 8000000000,
  if(hop = 0, own, ${carrier('call', 'hop - 1')}), if(hop = 4, own, ${carrier('call', 'hop + 1')}),
  if(hash % 10 < 6, 200, 480)
FROM numbers({from: UInt64}, {rows: UInt64})`;

/** Fills the store with other calls, which tracing must leave out. */
export async function fillBackground(
  store: Store,
  { legs, from: start, spanMs: span }: Background,
  tell: (legs: number) => void,
): Promise<void> {
  for (let from = 0; from < legs; from += block) {
    const rows = Math.min(block, legs - from);
    await store.command(
      insert,
      { start, span, calls: Math.ceil(legs / 5), from, rows },
      {
        optimize_on_insert: 0,
        max_insert_threads: '2',
        min_insert_block_size_rows: '1000000',
        max_block_size: '1000000',
      },
    );
    tell(from + rows);
  }
}
