import type { Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

const count = z.coerce.number();
const summary = z.object({ read_rows: count, memory_usage: count, result_rows: count });

export interface Answer {
  readonly ms: number;
  readonly rows: number;
  readonly readRows: number;
  readonly memoryMb: number;
}

/** Asks once, as an analyst's client does, and reads the whole answer. */
export async function ask(store: Store, sql: string): Promise<Answer> {
  const start = performance.now();
  const answer = await store.client.exec({
    query: `${sql} FORMAT JSONEachRow`,
    clickhouse_settings: { wait_end_of_query: 1 },
  });
  for await (const _ of answer.stream) {
    // Only the answer's size matters here, and it is in the summary.
  }
  const ms = performance.now() - start;
  const { read_rows, memory_usage, result_rows } = summary.parse(answer.summary);
  return { ms, rows: result_rows, readRows: read_rows, memoryMb: memory_usage / 2 ** 20 };
}
