import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
  ResultSet,
} from '@clickhouse/client';
import { encodeRows } from '@ringtrace/schemas/block';
import type { RowOf, Table } from '@ringtrace/schemas/table';
import { z } from 'zod';
import { type Form, formOf, type List, type Lists } from './lists.ts';

/** What one parameter may be: it is part of the URL, and of bounded length. */
export type Scalar = string | number | boolean | null;
/** A statement's parameters, `{name: Type}` in its SQL, and its lists, which its SQL reads as tables. */
export type Params = Readonly<Record<string, Scalar | readonly unknown[]>>;

type ListNames<P> = {
  [K in keyof P]: [P[K]] extends [never] ? never : P[K] extends readonly unknown[] ? K : never;
}[keyof P];
/** Says of every list among the parameters what its table's columns are. */
type ListsOf<P> = [ListNames<P>] extends [never]
  ? { readonly lists?: undefined }
  : { readonly lists: { readonly [K in ListNames<P>]: P[K] extends readonly (infer T)[] ? List<T> : never } };

/** One statement to the store: SQL, parameters and lists in one place. */
export interface Statement<P extends Params> {
  readonly name: string;
  readonly sql: string;
  readonly lists?: Lists | undefined;
  /** Only carries the parameters' type; never called. */
  readonly params?: (params: P) => void;
}

/** One question to the store: a statement and its result type. */
export interface Query<P extends Params, R> extends Statement<P> {
  readonly row: z.ZodType<R>;
}

/**
 * States a query. `sql` takes its parameters as `{name: Type}`, and reads each of `lists` as the table of that name; each
 * result row is parsed by `row`. Throws where the SQL takes a list as a parameter.
 */
export function defineQuery<P extends Params = Record<string, never>>() {
  return <R>(query: { name: string; sql: string; row: z.ZodType<R> } & ListsOf<P>): Query<P, R> => {
    refuseListParameters(query.sql);
    return query;
  };
}

/** States a statement without a result, as `defineQuery` states one that has some. */
export function defineStatement<P extends Params = Record<string, never>>() {
  return (statement: { name: string; sql: string } & ListsOf<P>): Statement<P> => {
    refuseListParameters(statement.sql);
    return statement;
  };
}

/** Its length would grow with what is stored, and the store refuses a long one. */
function refuseListParameters(sql: string): void {
  const [found] = /\{\s*\w+\s*:\s*(?:Array|Map|Tuple|Nested)\b/.exec(sql) ?? [];
  if (found !== undefined) throw new Error(`a list is no parameter: state it in lists, not as ${found}`);
}

export interface Store {
  readonly database: string;
  query<P extends Params, R>(query: Query<P, R>, params: P, settings?: ClickHouseSettings): Promise<R[]>;
  /** The same answer a piece of some thousand rows at a time, as it arrives: others' work goes on in between. */
  pieces<P extends Params, R>(query: Query<P, R>, params: P): AsyncIterable<R[]>;
  /** A statement without a result, without lists; returns once the server has done it. */
  command(
    sql: string,
    params?: Readonly<Record<string, Scalar>>,
    settings?: ClickHouseSettings,
  ): Promise<void>;
  /** The same for a statement that is stated, with its lists. */
  run<P extends Params>(statement: Statement<P>, params: P): Promise<void>;
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

  /** A statement with lists. Its SQL goes in the body too: a URL of any server's choice may be too short for it. */
  async function send(form: Form, params: Readonly<Record<string, unknown>>, named: ClickHouseSettings) {
    return client.exec({
      query: '',
      values: Readable.from(form.body, { objectMode: false }),
      query_params: params,
      http_headers: { 'Content-Type': form.contentType },
      clickhouse_settings: named,
    });
  }

  /** Settings name the statement, so that the server's own logs tell one from another. */
  async function answer<P extends Params>(query: Statement<P>, params: P, extra?: ClickHouseSettings) {
    const { scalars, tables } = apart(query, params);
    const named = { log_comment: query.name, ...extra };
    if (tables.length === 0)
      return client.query({
        query: query.sql,
        query_params: scalars,
        format,
        clickhouse_settings: named,
      });
    const { stream, query_id, response_headers } = await send(
      formOf(`${query.sql}\nFORMAT ${format}`, tables),
      scalars,
      named,
    );
    return ResultSet.instance({ stream, format, query_id, response_headers, log_error: () => {} });
  }

  return {
    client,
    database: options.database,
    async query(query, params, extra) {
      const result = await answer(query, params, extra);
      return parseRows(query, await result.json());
    },
    async *pieces(query, params) {
      const result = await answer(query, params);
      for await (const rows of result.stream()) {
        yield parseRows(
          query,
          rows.map((row) => row.json()),
        );
        await setImmediate();
      }
    },
    async command(sql, params, extra) {
      refuseListParameters(sql);
      await client.command({
        query: sql,
        query_params: params ?? {},
        clickhouse_settings: { ...extra, wait_end_of_query: 1 },
      });
    },
    async run(statement, params) {
      const { scalars, tables } = apart(statement, params);
      const { stream } = await send(formOf(statement.sql, tables), scalars, {
        log_comment: statement.name,
        wait_end_of_query: 1,
      });
      await drain(stream);
    },
    insertNative,
    async insertRows(table, rows) {
      if (rows.length > 0) await insertNative(table.name, [encodeRows(table, rows)]);
    },
    close: () => client.close(),
  };
}

const format = 'JSONEachRow';

/** What goes into the URL, and what goes along as tables. */
function apart<P extends Params>({ name, lists = {} }: Statement<P>, params: P) {
  const tables = Object.entries(lists).map(([list, { structure, encode }]) => {
    const elements = params[list];
    if (!Array.isArray(elements)) throw new Error(`${name} needs the list ${list}`);
    return { name: list, structure, rows: encode(elements) };
  });
  const others = Object.entries(params).filter(([key]) => lists[key] === undefined);
  const [stray] = others.find(([, value]) => typeof value === 'object' && value !== null) ?? [];
  if (stray !== undefined) throw new Error(`${name} states no list ${stray}`);
  return { scalars: Object.fromEntries(others), tables };
}

async function drain(stream: Readable): Promise<void> {
  for await (const _ of stream) {
    // An insert answers with an empty body; reading it to the end frees the connection.
  }
}
