import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { bool, keyword, text, timeMs, uint64Big } from '@ringtrace/schemas/columns';
import { defineTable, tableDdl } from '@ringtrace/schemas/table';
import { wholeFrom } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';

/** What the feed topics say must be stored: read again from Kafka, in a table of its own for one run of verify. */
const definition = defineTable({
  name: 'verify_expected',
  comment: 'Scratch table of one run of ringtrace verify; may be dropped.',
  columns: { carrier: keyword(), start_time: timeMs(), call_id: text(), ver: uint64Big(), withdrawn: bool() },
  engine: 'ReplacingMergeTree(ver)',
  partitionBy: 'toYYYYMMDD(start_time)',
  orderBy: ['carrier', 'start_time', 'call_id'],
});

export type ExpectedTable = typeof definition;

/** Runs `work` with a scratch table that is gone afterwards. */
export async function withExpected<R>(store: Store, work: (table: ExpectedTable) => Promise<R>): Promise<R> {
  const table = { ...definition, name: `verify_expected_${crypto.randomUUID().replaceAll('-', '')}` };
  await store.command(tableDdl(table));
  try {
    return await work(table);
  } finally {
    await store.command(`DROP TABLE ${table.name} SYNC`);
  }
}

const dayRow = z.object({
  carrier: z.string(),
  day: z.string(),
  expected: z.number(),
  stored: z.number(),
});

export type DayDifference = z.infer<typeof dayRow>;

/** Carrier-days whose stored identities or versions are not those the topics say. Days that retention may have dropped are left out. */
export function differingDays(store: Store, table: ExpectedTable): Promise<DayDifference[]> {
  const query = defineQuery()({
    name: 'verify: differing days',
    row: dayRow,
    // No FULL JOIN: over several shards, ClickHouse 26.7 returned rows that have a partner as rows without one.
    sql: `
      SELECT carrier, toString(day) AS day, sum(expected_rows) AS expected, sum(stored_rows) AS stored
      FROM (
        SELECT carrier, day, identities AS expected_rows, toUInt64(0) AS stored_rows, content AS expected_content,
          toUInt64(0) AS stored_content
        FROM (${daySums(table.name)})
        UNION ALL
        SELECT carrier, day, toUInt64(0), identities, toUInt64(0), content FROM (${daySums('cdr_store')})
      )
      GROUP BY carrier, day
      HAVING expected != stored OR sum(expected_content) != sum(stored_content)
      ORDER BY carrier, day`,
  });
  return store.query(query, {});
}

/** Count and content hash of each carrier-day: equal sums over the same identities mean equal rows. */
function daySums(table: string): string {
  return `
          SELECT
            toString(carrier) AS carrier,
            toDate(start_time) AS day,
            count() AS identities,
            sum(cityHash64(carrier, start_time, call_id, ver)) AS content
          FROM ${table} FINAL
          WHERE toUnixTimestamp(start_time) >= toUnixTimestamp(${wholeFrom})
          GROUP BY carrier, day`;
}

const missingRow = z.object({
  carrier: z.string(),
  start_time: z.string(),
  call_id: z.string(),
  state: z.string(),
});
export type MissingCdr = z.infer<typeof missingRow>;

/** Up to `limit` records of a carrier-day that are in the topics but not, or in another version, in the store. */
export function missingCdrs(
  store: Store,
  table: ExpectedTable,
  day: DayDifference,
  limit: number,
): Promise<MissingCdr[]> {
  const query = defineQuery<{ carrier: string; day: string; limit: number }>()({
    name: 'verify: missing CDRs',
    row: missingRow,
    sql: `
      SELECT
        e.carrier AS carrier,
        toString(e.start_time) AS start_time,
        e.call_id AS call_id,
        if(s.call_id = '', 'not stored', 'stored in another version') AS state
      FROM (
        SELECT carrier, start_time, call_id, ver FROM ${table.name} FINAL
        WHERE carrier = {carrier: String} AND toDate(start_time) = {day: Date}
      ) AS e
      LEFT JOIN (
        SELECT carrier, start_time, call_id, ver FROM cdr_store FINAL
        WHERE carrier = {carrier: String} AND toDate(start_time) = {day: Date}
      ) AS s ON e.carrier = s.carrier AND e.start_time = s.start_time AND e.call_id = s.call_id
      WHERE s.ver != e.ver
      ORDER BY start_time, call_id
      LIMIT {limit: UInt32}`,
  });
  return store.query(query, { carrier: day.carrier, day: day.day, limit });
}
