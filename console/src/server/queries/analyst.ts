import { createInterface } from 'node:readline';
import type { Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { engineErrorOf } from './within-time.ts';

/** The engine can not answer SQL that a person wrote. The message is for this person. */
export class SqlError extends Error {
  override name = 'SqlError';
}

/** What SQL of a person gave. */
export interface SqlAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** In the order of the columns. Numbers beyond 2^53 are texts. */
  readonly rows: readonly (readonly unknown[])[];
  /** Whether the engine had more rows than were asked for. */
  readonly more: boolean;
  readonly ms: number;
  /** Rows and bytes that the engine read, as far as it has told. */
  readonly read_rows: number;
  readonly read_bytes: number;
}

interface Running {
  readonly store: Store;
  readonly sql: string;
  /** Rows that are wanted. The query is stopped where it has more. */
  readonly mostRows: number;
  /** Bytes that the rows may have; behind them the query is stopped. */
  readonly mostBytes: number;
  /** Of an external server's user the same is asked as of the embedded engine's. */
  readonly external: boolean;
  readonly signal: AbortSignal;
}

const told = z.number().or(z.string().transform(Number));
const line = z.union([
  z.object({ row: z.array(z.unknown()) }),
  z.object({ meta: z.array(z.object({ name: z.string(), type: z.string() })) }),
  z.object({ progress: z.object({ read_rows: told, read_bytes: told }).loose() }),
  z.object({ exception: z.string() }),
]);

/**
 * Runs SQL of a person as the read-only analyst, with the analyst's limits. Rows are read as they come, so an answer of any size
 * takes little memory here. Throws SqlError where the engine refuses or gives up.
 */
export async function runSql(running: Running): Promise<SqlAnswer> {
  const began = performance.now();
  const { store, sql, external, signal, mostRows, mostBytes } = running;
  const stop = new AbortController();
  const columns: SqlAnswer['columns'][number][] = [];
  const rows: unknown[][] = [];
  let more = false;
  let bytes = 0;
  let [read_rows, read_bytes] = [0, 0];
  try {
    const { stream } = await store.client.exec({
      query: `${withoutEnd(sql)}\nFORMAT JSONCompactEachRowWithProgress`,
      abort_signal: AbortSignal.any([signal, stop.signal]),
      clickhouse_settings: {
        output_format_json_quote_64bit_integers: 1,
        ...(external ? { readonly: '2' } : {}),
      },
    });
    const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
    const failed: string[] = [];
    for await (const text of lines) {
      // Every line of an answer is an object; an error that comes in the middle is none.
      if (failed.length > 0 || !text.startsWith('{')) {
        if (text.trim() !== '') failed.push(text);
        continue;
      }
      const found = line.parse(JSON.parse(text));
      if ('exception' in found) failed.push(found.exception);
      else if ('meta' in found) columns.push(...found.meta);
      else if ('progress' in found) {
        read_rows = Math.max(read_rows, found.progress.read_rows);
        read_bytes = Math.max(read_bytes, found.progress.read_bytes);
      } else {
        bytes += text.length;
        more = rows.length === mostRows || bytes > mostBytes;
        if (more) break;
        rows.push(found.row);
      }
    }
    if (failed.length > 0) throw new SqlError(inWords(failed.join('\n')));
    return { columns, rows, more, ms: Math.round(performance.now() - began), read_rows, read_bytes };
  } catch (error) {
    if (signal.aborted) throw new SqlError('You stopped the query.');
    const own = engineErrorOf(error);
    if (own === undefined) throw error;
    throw new SqlError(inWords(own.message, own.type));
  } finally {
    stop.abort();
  }
}

/** A statement without the semicolon at its end, behind which the engine takes nothing more. */
const withoutEnd = (sql: string) => sql.replace(/[\s;]+$/, '');

const wayOut: Readonly<Record<string, string>> = {
  TIMEOUT_EXCEEDED:
    'The query took longer than an analyst may take. Limit start_time to a day or less, or set max_execution_time in SETTINGS up to the ceiling.',
  MEMORY_LIMIT_EXCEEDED:
    'The query needed more memory than an analyst may use. Limit start_time, or group by fewer columns.',
  TOO_MANY_SIMULTANEOUS_QUERIES: 'Too many queries run now. Try again when they have ended.',
  READONLY: 'An analyst may read, and change nothing.',
  ACCESS_DENIED: 'An analyst may not read this.',
};

/** The engine's words, without its own names and version. */
export function inWords(message: string, type = /\(([A-Z_]{4,})\)/.exec(message)?.[1] ?? ''): string {
  const plain = message
    .replace(/^\s*__exception__\s*\n\S+\n/, '')
    .replace(/\n\d+ \S+\s*\n__exception__\s*$/, '')
    .replace(/^Code: \d+\. DB::Exception: /, '')
    .replace(/\s*\(version [^)]*\)\s*$/, '')
    .replace(/\s*\([A-Z_]{4,}\)\s*\.?$/, '')
    .trim();
  const twoFormats =
    /\bFORMAT\b/.test(plain) && type === 'SYNTAX_ERROR'
      ? ['Leave FORMAT out: the page asks for its own.']
      : [];
  return [plain, ...(wayOut[type] === undefined ? [] : [wayOut[type]]), ...twoFormats].join(' ');
}
