import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import { encodeRows } from '@ringtrace/schemas/block';
import type { RowOf, Table } from '@ringtrace/schemas/table';
import { z } from 'zod';

/** One question to the store: SQL, parameters and result type in one place. */
export interface Query<P extends Record<string, unknown>, R> {
  readonly name: string;
  readonly sql: string;
  readonly row: z.ZodType<R>;
  /** Only carries the parameters' type; never called. */
  readonly params?: (params: P) => void;
}

/** States a query. `sql` takes its parameters as `{name: Type}`; each result row is parsed by `row`. */
export function defineQuery<P extends Record<string, unknown> = Record<string, never>>() {
  return <R>(query: { name: string; sql: string; row: z.ZodType<R> }): Query<P, R> => query;
}

export interface Store {
  readonly database: string;
  query<P extends Record<string, unknown>, R>(
    query: Query<P, R>,
    params: P,
    settings?: ClickHouseSettings,
  ): Promise<R[]>;
  /** The same answer a piece of some thousand rows at a time, as it arrives: others' work goes on in between. */
  pieces<P extends Record<string, unknown>, R>(query: Query<P, R>, params: P): AsyncIterable<R[]>;
  /** A statement without a result; returns once the server has done it. */
  command(sql: string, params?: Record<string, unknown>, settings?: ClickHouseSettings): Promise<void>;
  /** Inserts one Native body, given in pieces; returns once the server has acknowledged it. */
  insertNative(table: string, body: readonly Buffer[]): Promise<void>;
  insertRows<T extends Table>(table: T, rows: readonly RowOf<T>[]): Promise<void>;
  /** The client itself, for streams and formats of the caller's choice. */
  readonly client: ClickHouseClient;
  close(): Promise<void>;
}

export interface StoreOptions {
  url: string;
  user: string;
  password: string;
  database: string;
  /** Names the caller in the server's logs. */
  application: string;
  /** How long one request may take, ms; default 5 minutes. */
  timeoutMs?: number;
}

const settings = {
  /** Counts and numbers come as JSON numbers: all of ours stay within the safe integers. */
  output_format_json_quote_64bit_integers: 0,
  /** A long statement shows signs of life, so that no idle time-out on the way cuts it off. */
  send_progress_in_http_headers: 1,
  http_headers_progress_interval_ms: '20000',
  /** As every query of ours is written; a server's own profile may say otherwise. */
  join_use_nulls: 0,
  transform_null_in: 0,
} as const;
/** One block a part, acknowledged when it is written; see docs/decisions. */
const exactInserts = { async_insert: 0, optimize_on_insert: 0 } as const;

const shownIssues = 3;

/** The rows of an answer. Throws where they aren't what the query states; the first few faults stand for all. */
export function parseRows<R>({ name, row }: { name: string; row: z.ZodType<R> }, answer: unknown): R[] {
  const rows = z.array(row).safeParse(answer);
  if (rows.success) return rows.data;
  const { issues } = rows.error;
  const shown = z.prettifyError({ issues: issues.slice(0, shownIssues) });
  const more = issues.length > shownIssues ? `\n(and ${issues.length - shownIssues} more)` : '';
  throw new Error(`query ${name} answered with other columns than stated: ${shown}${more}`);
}

export function openStore(options: StoreOptions): Store {
  const client = createClient({
    url: options.url,
    username: options.user,
    password: options.password,
    database: options.database,
    application: options.application,
    request_timeout: options.timeoutMs ?? 300_000,
    clickhouse_settings: settings,
    // Every error is thrown; who catches it says what it means.
    log: { level: ClickHouseLogLevel.OFF },
    keep_alive: { enabled: true, idle_socket_ttl: 2_000 },
  });

  async function insertNative(table: string, body: readonly Buffer[]): Promise<void> {
    const result = await client.exec({
      query: `INSERT INTO ${table} FORMAT Native`,
      values: Readable.from(body, { objectMode: false }),
      clickhouse_settings: { ...exactInserts, wait_end_of_query: 1 },
    });
    await drain(result.stream);
  }

  return {
    client,
    database: options.database,
    async query(query, params, extra) {
      const result = await client.query({
        query: query.sql,
        query_params: params,
        format: 'JSONEachRow',
        ...(extra === undefined ? {} : { clickhouse_settings: extra }),
      });
      return parseRows(query, await result.json());
    },
    async *pieces(query, params) {
      const result = await client.query({ query: query.sql, query_params: params, format: 'JSONEachRow' });
      for await (const rows of result.stream()) {
        yield parseRows(
          query,
          rows.map((row) => row.json()),
        );
        await setImmediate();
      }
    },
    async command(sql, params, extra) {
      await client.command({
        query: sql,
        query_params: params ?? {},
        clickhouse_settings: { ...extra, wait_end_of_query: 1 },
      });
    },
    insertNative,
    async insertRows(table, rows) {
      if (rows.length > 0) await insertNative(table.name, [encodeRows(table, rows)]);
    },
    close: () => client.close(),
  };
}

async function drain(stream: Readable): Promise<void> {
  for await (const _ of stream) {
    // An insert answers with an empty body; reading it to the end frees the connection.
  }
}
