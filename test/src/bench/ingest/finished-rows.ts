import { createWriteStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { OwnStack } from '../../ingest/stack.ts';

/** The rows of a finished store, as files in Native format that can be inserted again. */
export interface FinishedRows {
  /** Files with rows of cdr_store, one block each. */
  readonly blocks: readonly string[];
  readonly arrivals: string;
  readonly rows: number;
}

const folderOf = (stack: OwnStack) => join(stack.dir, 'finished-rows');
const arrivalsName = 'arrivals';
/** Rows of a block: about as many as the worker writes at a time. */
const blockRows = 500_000;

const extent = defineQuery()({
  name: 'extent of cdr_store',
  sql: `SELECT count() AS rows, toUnixTimestamp64Milli(min(start_time)) AS first,
    toUnixTimestamp64Milli(max(start_time)) AS last FROM cdr_store`,
  row: z.object({ rows: z.number(), first: z.number(), last: z.number() }),
});

async function write(store: Store, query: string, file: string): Promise<void> {
  const { stream } = await store.client.exec({
    query: `${query} FORMAT Native SETTINGS max_block_size = ${4 * blockRows}, preferred_block_size_bytes = 0`,
  });
  await pipeline(stream, createWriteStream(file));
}

/**
 * Writes a store's rows to files, unless the files exist. A file covers a span of time. Its rows have the order in
 * which feeds send them: some seconds of one carrier, then of the next.
 */
export async function keepFinishedRows(stack: OwnStack, store: Store): Promise<void> {
  const folder = folderOf(stack);
  if (existsSync(folder)) return;
  await mkdir(folder);
  const [found] = await store.query(extent, {});
  if (found === undefined) throw new Error('the store does not say what it holds');
  const { rows, first, last } = found;
  const files = Math.ceil(rows / blockRows);
  const stretch = Math.ceil((last + 1 - first) / files);
  for (let i = 0; i < files; i += 1) {
    const from = first + i * stretch;
    await write(
      store,
      `SELECT * FROM cdr_store WHERE start_time >= fromUnixTimestamp64Milli(${from})
        AND start_time < fromUnixTimestamp64Milli(${from + stretch})
        ORDER BY toStartOfInterval(start_time, INTERVAL 5 SECOND), carrier, start_time`,
      join(folder, `${String(i).padStart(4, '0')}.native`),
    );
  }
  await write(
    store,
    'SELECT carrier, minute, sum(cdrs) AS cdrs FROM arrivals GROUP BY ALL',
    join(folder, arrivalsName),
  );
  writeFileSync(join(folder, 'rows'), String(rows));
}

/** The files that `keepFinishedRows` wrote. */
export function finishedRows(stack: OwnStack): FinishedRows {
  const folder = folderOf(stack);
  const names = readdirSync(folder).filter((name) => name.endsWith('.native'));
  return {
    blocks: names.sort().map((name) => join(folder, name)),
    arrivals: join(folder, arrivalsName),
    rows: Number(readFileSync(join(folder, 'rows'), 'utf8')),
  };
}
