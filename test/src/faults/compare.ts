import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { keyword, text, timeMs, uint8, uint16 } from '@ringtrace/schemas/columns';
import { defineTable, tableDdl } from '@ringtrace/schemas/table';
import { z } from 'zod';
import type { Known } from './model.ts';

const expected = defineTable({
  name: 'faults_expected',
  comment: 'What the feeder of the fault suite knows it sent.',
  columns: {
    carrier: keyword(),
    start_time: timeMs(),
    call_id: text(),
    revision: uint8(),
    end_time: timeMs(),
    calling_number_raw: text(),
    called_number_raw: text(),
    caller_name: text(),
    sip_code: uint16(),
  },
  engine: 'MergeTree',
  orderBy: ['carrier', 'start_time', 'call_id'],
});

const content = `cityHash64(${Object.keys(expected.columns)
  .map((name) => (name === 'caller_name' ? "ifNull(caller_name, '')" : `${name}`))
  .join(', ')})`;
const sumOf = (source: string) =>
  `(SELECT (count(), uniqExact(carrier, start_time, call_id), sum(${content})) FROM ${source})`;

const sums = defineQuery()({
  name: 'faults: sums',
  sql: `WITH ${sumOf(expected.name)} AS e, ${sumOf('cdr')} AS c
    SELECT e.1 AS expected, c.1 AS stored, c.1 - c.2 AS twice, e = c AS equal`,
  row: z.object({ expected: z.number(), stored: z.number(), twice: z.number(), equal: z.number() }),
});

const rowsOf = (source: string) =>
  `SELECT toString(carrier) AS carrier, start_time, call_id, revision, ${content} AS content FROM ${source}`;
const identities = defineQuery()({
  name: 'faults: identities that differ',
  sql: `SELECT if(e.call_id = '', 'too much', if(c.call_id = '', 'lost', 'other content')) AS what,
      if(e.call_id = '', c.carrier, e.carrier) AS carrier, if(e.call_id = '', c.call_id, e.call_id) AS call_id,
      e.revision AS expected, c.revision AS stored, count() OVER (PARTITION BY what) AS of_this
    FROM (${rowsOf(expected.name)}) AS e
    FULL OUTER JOIN (${rowsOf('cdr')}) AS c
      ON e.carrier = c.carrier AND e.start_time = c.start_time AND e.call_id = c.call_id
    WHERE e.content != c.content ORDER BY what, carrier, call_id LIMIT 5 BY what`,
  row: z.object({
    what: z.enum(['too much', 'lost', 'other content']),
    carrier: z.string(),
    call_id: z.string(),
    expected: z.number(),
    stored: z.number(),
    of_this: z.number(),
  }),
});

export interface Comparison {
  readonly stored: number;
  /** Identities that are missing, or that do not have the content they must have. */
  readonly lost: number;
  /** Rows that are there twice, or that nobody sent. */
  readonly twice: number;
  readonly examples: readonly string[];
}

const rowsAtOnce = 50_000;

async function fill(store: Store, known: Iterable<Known>): Promise<void> {
  await store.command(`DROP TABLE IF EXISTS ${expected.name} SYNC`);
  await store.command(tableDdl(expected));
  const rows = [...known].filter(({ cdr }) => !cdr.withdrawn);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await store.insertRows(
      expected,
      rows.slice(from, from + rowsAtOnce).map(({ carrier, cdr }) => ({
        carrier,
        start_time: cdr.start_time,
        call_id: cdr.call_id,
        revision: cdr.revision,
        end_time: cdr.end_time,
        calling_number_raw: cdr.calling_number,
        called_number_raw: cdr.called_number,
        caller_name: cdr.caller_name ?? '',
        sip_code: cdr.sip_code,
      })),
    );
  }
}

/**
 * Compares `cdr` with what the feeder knows it sent. First counts and a sum of hashes, then identities where these
 * differ.
 */
export async function compare(store: Store, known: Iterable<Known>): Promise<Comparison> {
  await fill(store, known);
  const [sum] = await store.query(sums, {});
  if (sum === undefined) throw new Error('the store did not answer');
  if (sum.equal === 1) return { stored: sum.stored, lost: 0, twice: 0, examples: [] };
  const rows = await store.query(identities, {});
  const count = (...what: string[]) =>
    what.reduce((total, w) => total + (rows.find((row) => row.what === w)?.of_this ?? 0), 0);
  return {
    stored: sum.stored,
    lost: count('lost', 'other content'),
    twice: sum.twice + count('too much'),
    examples: rows.map(
      (r) =>
        `${r.what}: ${r.carrier} ${r.call_id}, revision ${r.expected} expected, ${r.stored} stored (${r.of_this} of this kind)`,
    ),
  };
}
