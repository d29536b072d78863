import type { Readable } from 'node:stream';
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
  /** Of a query WITH TOTALS; null = none. */
  readonly totals: readonly unknown[] | null;
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
const row = z.array(z.unknown());
/** One line of the answer has one of these. Others, such as the number of rows before a LIMIT, say nothing that is needed. */
const line = z.object({
  meta: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  row: row.optional(),
  totals: row.optional(),
  progress: z.object({ read_rows: told, read_bytes: told }).partial().optional(),
  exception: z.string().optional(),
});

type Reading = { -readonly [K in keyof Omit<SqlAnswer, 'ms' | 'columns' | 'rows'>]: SqlAnswer[K] } & {
  readonly columns: SqlAnswer['columns'][number][];
  readonly rows: unknown[][];
  readonly failed: string[];
  bytes: number;
};

/**
 * Runs SQL of a person as the read-only analyst, with the analyst's limits. Rows are read as they come, so an answer of any size
 * takes little memory here. Throws SqlError where the engine refuses or gives up.
 */
export async function runSql(running: Running): Promise<SqlAnswer> {
  const began = performance.now();
  const { store, sql, external, signal } = running;
  const into: Reading = {
    columns: [],
    rows: [],
    totals: null,
    more: false,
    read_rows: 0,
    read_bytes: 0,
    failed: [],
    bytes: 0,
  };
  const stop = new AbortController();
  try {
    const { stream } = await store.client.exec({
      query: `${withoutEnd(sql)}\nFORMAT JSONCompactEachRowWithProgress`,
      abort_signal: AbortSignal.any([signal, stop.signal]),
      clickhouse_settings: {
        output_format_json_quote_64bit_integers: 1,
        ...(external ? { readonly: '2' } : {}),
      },
    });
    await readLines(stream, (text) => take(text, into, running));
  } catch (error) {
    if (signal.aborted) throw new SqlError('You stopped the query.');
    // The engine ends an answer that breaks off with the reason, and then the connection.
    if (into.failed.length === 0) {
      const own = engineErrorOf(error);
      if (own === undefined) throw error;
      throw new SqlError(inWords(own.message, own.type));
    }
  } finally {
    stop.abort();
  }
  const { failed, bytes: _, ...answer } = into;
  if (failed.length > 0) throw new SqlError(inWords(failed.join('\n')));
  return { ...answer, ms: Math.round(performance.now() - began) };
}

/** Takes one line of the answer in; false = no more is wanted. */
function take(text: string, into: Reading, { mostRows, mostBytes }: Running): boolean {
  // Every line of an answer is an object; an error that comes in the middle is none.
  if (into.failed.length > 0 || !text.startsWith('{')) {
    if (text.trim() !== '') into.failed.push(text);
    return true;
  }
  const { meta, row: values, totals, progress, exception } = line.parse(JSON.parse(text));
  if (exception !== undefined) into.failed.push(exception);
  if (meta !== undefined) into.columns.push(...meta);
  if (totals !== undefined) into.totals = totals;
  into.read_rows = Math.max(into.read_rows, progress?.read_rows ?? 0);
  into.read_bytes = Math.max(into.read_bytes, progress?.read_bytes ?? 0);
  if (values !== undefined) {
    into.bytes += text.length;
    into.more = into.rows.length === mostRows || into.bytes > mostBytes;
    if (!into.more) into.rows.push(values);
  }
  return !into.more;
}

/**
 * Hands over each line as it comes, until one is the last that is wanted: what follows is not looked at. What came before an error
 * is handed over first. Rejects with the stream's error, and with what `each` throws.
 * @public for its test
 */
export function readLines(stream: Readable, each: (line: string) => boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const decoder = new TextDecoder();
  let rest = '';
  let over = false;
  const pass = (text: string, isLast: boolean) => {
    if (over) return;
    try {
      const lines = `${rest}${text}`.split('\n');
      rest = isLast ? '' : (lines.pop() ?? '');
      over = !lines.filter((line) => line !== '').every(each) || isLast;
      if (over) resolve();
    } catch (error) {
      over = true;
      reject(error);
    }
  };
  stream.on('data', (bytes: Uint8Array) => pass(decoder.decode(bytes, { stream: true }), false));
  stream.once('end', () => pass(decoder.decode(), true));
  stream.on('error', reject);
  return promise;
}

/** A statement without the semicolon at its end, behind which the engine takes nothing more. */
const withoutEnd = (sql: string) => sql.replace(/[\s;]+$/, '');

/** What this page adds to the SQL. */
const ownFormat = /\nFORMAT JSONCompactEachRowWithProgress\b/g;

const wayOut: Readonly<Record<string, string>> = {
  TIMEOUT_EXCEEDED:
    'The query took longer than an analyst may take. Limit start_time to a day or less, or set max_execution_time in SETTINGS up to the ceiling.',
  MEMORY_LIMIT_EXCEEDED:
    'The query needed more memory than an analyst may use. Limit start_time, or group by fewer columns.',
  TOO_MANY_SIMULTANEOUS_QUERIES: 'Too many queries run now. Try again when they have ended.',
  READONLY: 'An analyst may read, and change nothing.',
  ACCESS_DENIED: 'An analyst may read the tables and views of Ringtrace, and change nothing.',
};

/** The engine's words, without its own names and version. */
export function inWords(message: string, type = /\(([A-Z_]{4,})\)/.exec(message)?.[1] ?? ''): string {
  const plain = message
    .replaceAll('\r', '')
    .replace(/^\s*__exception__\s*\n\S+\n/, '')
    .replace(/\n\d+ \S+\s*\n__exception__\s*$/, '')
    .replace(/^Code: \d+\. DB::Exception: /, '')
    .replaceAll(ownFormat, '')
    .replace(/\s*\(version [^)]*\)\s*$/, '')
    .replace(/\s*\([A-Z_]{4,}\)\s*\.?$/, '')
    .trim();
  return [plain, ...(wayOut[type] === undefined ? [] : [wayOut[type]])].join(' ');
}
