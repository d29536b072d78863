import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
  ResultSet,
} from '@clickhouse/client';
import { createBlock } from '@ringtrace/schemas/block';
import type { RowOf, Table } from '@ringtrace/schemas/table';
import { z } from 'zod';
import { agentWithLimit } from './connect-limit.ts';
import { failover, type Repeat } from './failover.ts';
import { type Form, formOf, type List, type Lists } from './lists.ts';

/** A value of one parameter. It is sent in the URL, so its length must be limited. */
export type Scalar = string | number | boolean | null;
/** A statement's parameters, written `{name: Type}` in its SQL, and its lists, which the SQL reads as tables. */
export type Params = Readonly<Record<string, Scalar | readonly unknown[]>>;

type ListNames<P> = {
  [K in keyof P]: [P[K]] extends [never] ? never : P[K] extends readonly unknown[] ? K : never;
}[keyof P];
/** For each list among the parameters: the columns of its table. */
type ListsOf<P> = [ListNames<P>] extends [never]
  ? { readonly lists?: undefined }
  : { readonly lists: { readonly [K in ListNames<P>]: P[K] extends readonly (infer T)[] ? List<T> : never } };

/** One SQL statement with its parameters and lists. */
export interface Statement<P extends Params> {
  readonly name: string;
  readonly sql: string;
  readonly lists?: Lists | undefined;
  /** Exists for the type of the parameters alone; never called. */
  readonly params?: (params: P) => void;
}

/** A statement with result rows. */
export interface Query<P extends Params, R> extends Statement<P> {
  readonly row: z.ZodType<R>;
}

/**
 * Defines a query. `sql` uses parameters as `{name: Type}` and reads each of `lists` as a table of that name. `row`
 * parses each result row. `name` is shown in ClickHouse's logs. Throws where the SQL has a parameter of a list type.
 */
export function defineQuery<P extends Params = Record<string, never>>() {
  return <R>(query: { name: string; sql: string; row: z.ZodType<R> } & ListsOf<P>): Query<P, R> => {
    refuseListParameters(query.sql);
    return query;
  };
}

/** Defines a statement without result rows; otherwise like `defineQuery`. */
export function defineStatement<P extends Params = Record<string, never>>() {
  return (statement: { name: string; sql: string } & ListsOf<P>): Statement<P> => {
    refuseListParameters(statement.sql);
    return statement;
  };
}

/** Throws where a parameter is a list: ClickHouse refuses long parameters, and a list may grow with the stored data. */
function refuseListParameters(sql: string): void {
  const [found] = /\{\s*\w+\s*:\s*(?:Array|Map|Tuple|Nested)\b/.exec(sql) ?? [];
  if (found !== undefined) throw new Error(`a list is no parameter: name it in lists instead of ${found}`);
}

/** Access to the ClickHouse database. All methods throw where ClickHouse can't be reached or refuses. */
export interface Store {
  readonly database: string;
  query<P extends Params, R>(query: Query<P, R>, params: P, settings?: ClickHouseSettings): Promise<R[]>;
  /** The same rows, a few thousand at a time as they arrive. The process can do other work in between. */
  pieces<P extends Params, R>(query: Query<P, R>, params: P): AsyncIterable<R[]>;
  /**
   * The answer as bytes in a ClickHouse format, such as 'Parquet'. The server holds the answer back, in files of its own,
   * until the query has ended: no answer is cut short by an error.
   */
  bytes<P extends Params>(statement: Statement<P>, params: P, format: string): Promise<Readable>;
  /** Runs SQL without result rows and without lists; returns once the server has finished. */
  command(
    sql: string,
    params?: Readonly<Record<string, Scalar>>,
    settings?: ClickHouseSettings,
  ): Promise<void>;
  /** Runs a statement of `defineStatement`, with its lists; returns once the server has finished. */
  run<P extends Params>(statement: Statement<P>, params: P): Promise<void>;
  /** Inserts rows in Native format, given as several buffers; returns once the server has acknowledged them. */
  insertNative(table: string, body: readonly Buffer[]): Promise<void>;
  /** Encodes each row as soon as `rows` gives it, so that long rows need not be in memory together. */
  insertRows<T extends Table>(table: T, rows: Iterable<RowOf<T>>): Promise<void>;
  /** The client of the server in use, for streams and formats of the caller's choice. */
  readonly client: ClickHouseClient;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** One URL, or several with commas between them: replicas, of which the next is used where one can't be reached. */
  url: string;
  /** Authority (PEM) of the servers' certificates, where Node doesn't know it. */
  ca?: string | undefined;
  user: string;
  password: string;
  database: string;
  /** Name of this process in the server's logs. */
  application: string;
  /** Time limit of a request, ms; default 5 minutes. */
  timeoutMs?: number;
}

const settings = {
  /** 64-bit integers come as JSON numbers, not as strings: ours all stay below 2^53. */
  output_format_json_quote_64bit_integers: 0,
  /** The server sends progress headers during a long statement, so that no proxy closes the connection as idle. */
  send_progress_in_http_headers: 1,
  http_headers_progress_interval_ms: '20000',
  /** Our queries rely on these; the profile of an external server may differ. */
  join_use_nulls: 0,
  transform_null_in: 0,
  /** Limits on the sorting key apply before FINAL merges revisions: all revisions of a row share its key. */
  optimize_move_to_prewhere_if_final: 1,
  /** It looks for chains such as a < b AND b < 5. We have none, and the search took longer than all other planning of a long statement. */
  optimize_and_compare_chain: 0,
  /** Of a cluster: a subquery over all shards is answered once, and its rows are sent to each shard. */
  distributed_product_mode: 'global',
  /** Replicated tables take a block that equals an earlier one for a repetition, and write nothing. Blocks of arrivals often do. */
  insert_deduplicate: 0,
} as const;
/** An insert becomes one part, and is acknowledged once that is written: docs/decisions. */
const exactInserts = { async_insert: 0, optimize_on_insert: 0, distributed_foreground_insert: 1 } as const;

const shownIssues = 3;

/**
 * Parses result rows. Throws where they don't have the columns that the query defines; the message has the first few
 * faults.
 */
export function parseRows<R>({ name, row }: { name: string; row: z.ZodType<R> }, result: unknown): R[] {
  const rows = z.array(row).safeParse(result);
  if (rows.success) return rows.data;
  const { issues } = rows.error;
  const shown = z.prettifyError({ issues: issues.slice(0, shownIssues) });
  const more = issues.length > shownIssues ? `\n(and ${issues.length - shownIssues} more)` : '';
  throw new Error(`query ${name} returned other columns than it defines: ${shown}${more}`);
}

/** The URLs of a list with commas. */
function urlsOf(list: string): [string, ...string[]] {
  const [first = '', ...more] = list.split(',').map((url) => url.trim());
  return [first, ...more];
}

/** Where there are several servers, one that can't be reached must be noticed soon. */
const clientFor = (options: StoreOptions, url: string, several: boolean) =>
  createClient({
    url,
    ...(several || options.ca !== undefined ? { http_agent: agentWithLimit(url, options.ca) } : {}),
    username: options.user,
    password: options.password,
    database: options.database,
    application: options.application,
    request_timeout: options.timeoutMs ?? 300_000,
    clickhouse_settings: settings,
    // The client need not log: every error is thrown to the caller.
    log: { level: ClickHouseLogLevel.OFF },
    keep_alive: { enabled: true, idle_socket_ttl: 2_000 },
  });

/** Connects to ClickHouse, lazily: no request is made yet. */
export function openStore(options: StoreOptions): Store {
  const [first, ...others] = urlsOf(options.url);
  const servers = failover([
    clientFor(options, first, others.length > 0),
    ...others.map((url) => clientFor(options, url, true)),
  ]);

  async function insertNative(table: string, body: readonly Buffer[]): Promise<void> {
    await servers.send(async (client) => {
      const result = await client.exec({
        query: `INSERT INTO ${table} FORMAT Native`,
        values: Readable.from(body, { objectMode: false }),
        clickhouse_settings: { ...exactInserts, wait_end_of_query: 1 },
      });
      await drain(result.stream);
    }, 'be done once');
  }

  /** Sends a statement with lists. Its SQL goes into the body, as servers limit the length of a URL. */
  async function sendForm(
    form: Form,
    params: Readonly<Record<string, unknown>>,
    named: ClickHouseSettings,
    may: Repeat,
  ) {
    return servers.send(
      (client) =>
        client.exec({
          query: '',
          values: Readable.from(form.body, { objectMode: false }),
          query_params: params,
          http_headers: { 'Content-Type': form.contentType },
          clickhouse_settings: named,
        }),
      may,
    );
  }

  /** Sends a query. `log_comment` names it in the server's logs. */
  async function sendQuery<P extends Params>(query: Statement<P>, params: P, extra?: ClickHouseSettings) {
    const { scalars, tables } = apart(query, params);
    const named = { log_comment: query.name, ...extra };
    if (tables.length === 0)
      return servers.send(
        (client) =>
          client.query({ query: query.sql, query_params: scalars, format, clickhouse_settings: named }),
        'be done twice',
      );
    const { stream, query_id, response_headers } = await sendForm(
      formOf(`${query.sql}\nFORMAT ${format}`, tables),
      scalars,
      named,
      'be done twice',
    );
    return ResultSet.instance({ stream, format, query_id, response_headers, log_error: () => {} });
  }

  return {
    get client() {
      return servers.current;
    },
    database: options.database,
    async query(query, params, extra) {
      const all = [];
      for await (const rows of parsedPieces(query, await sendQuery(query, params, extra)))
        for (const row of rows) all.push(row);
      return all;
    },
    async *pieces(query, params) {
      for await (const rows of parsedPieces(query, await sendQuery(query, params))) {
        yield rows;
        await setImmediate();
      }
    },
    async bytes(statement, params, asked) {
      const { scalars, tables } = apart(statement, params);
      const named = { log_comment: statement.name, wait_end_of_query: 1 } as const;
      const form = formOf(`${statement.sql}\nFORMAT ${asked}`, tables);
      const { stream } = await sendForm(form, scalars, named, 'be done twice');
      return stream;
    },
    async command(sql, params, extra) {
      refuseListParameters(sql);
      await servers.send(
        (client) =>
          client.command({
            query: sql,
            query_params: params ?? {},
            clickhouse_settings: { ...extra, wait_end_of_query: 1 },
          }),
        'be done once',
      );
    },
    async run(statement, params) {
      const { scalars, tables } = apart(statement, params);
      const named = { log_comment: statement.name, wait_end_of_query: 1 } as const;
      const { stream } = await sendForm(formOf(statement.sql, tables), scalars, named, 'be done once');
      await drain(stream);
    },
    insertNative,
    async insertRows(table, rows) {
      const block = createBlock(table);
      for (const row of rows) block.push(row);
      if (block.rows() === 0) return;
      const body = block.flush();
      await insertNative(table.name, body.pieces);
      // Not after an error: the connection may still hold the bytes.
      body.release();
    },
    close: async () => {
      await Promise.all(servers.all.map((client) => client.close()));
    },
  };
}

const format = 'JSONEachRow';

/** Each piece of an answer is parsed as it arrives. Otherwise all its rows would be in memory twice. */
async function* parsedPieces<R>(
  query: Pick<Query<Params, R>, 'name' | 'row'>,
  result: ResultSet<typeof format>,
): AsyncIterable<R[]> {
  for await (const rows of result.stream())
    yield parseRows(
      query,
      rows.map((row) => row.json()),
    );
}

/**
 * Separates parameters (sent in the URL) from lists (sent as tables). Throws where a list is missing or not defined.
 */
function apart<P extends Params>({ name, lists = {} }: Statement<P>, params: P) {
  const tables = Object.entries(lists).map(([list, { structure, encode }]) => {
    const elements = params[list];
    if (!Array.isArray(elements)) throw new Error(`${name} needs the list ${list}`);
    return { name: list, structure, rows: encode(elements) };
  });
  const others = Object.entries(params).filter(([key]) => lists[key] === undefined);
  const [stray] = others.find(([, value]) => typeof value === 'object' && value !== null) ?? [];
  if (stray !== undefined) throw new Error(`${name} defines no list ${stray}`);
  return { scalars: Object.fromEntries(others), tables };
}

async function drain(stream: Readable): Promise<void> {
  for await (const _ of stream) {
    // The response to an insert has an empty body. Reading it to its end frees the connection.
  }
}
