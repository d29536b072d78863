import { InputError } from '@ringtrace/cases/api/input';
import type { Actor } from '@ringtrace/cases/log/log';
import { newId, ref } from '@ringtrace/cases/model/ids';
import { RefusedError } from '@ringtrace/cases/model/refused';
import { visible } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { runSql, SqlError } from '../queries/analyst.ts';
import { storedSpan } from '../queries/legs.ts';
import { askedOf, newestExample, questions } from '../queries/questions.ts';
import { whyReason } from '../queries/read-columns.ts';
import { csvStream } from '../route/csv.ts';
import { bare, defineRoute, nothing, type Route } from '../route/define.ts';
import { mostCsvRows } from '../route/list.ts';
import type { Work } from '../route/work.ts';

const tag = 'Query';
const needs = 'query';

/** Rows that the page shows. */
const mostRows = 5_000;
const mostBytes = 20 * 1024 * 1024;
const mostSql = 20_000;

export const questionsRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/query/questions',
  tag,
  summary: 'Questions that analysts ask, with their SQL, about what the store holds',
  needs,
  out: z.object({
    items: z.array(z.object({ question: z.string(), sql: z.string() })),
    about: z
      .object({ calling_number: z.number(), call_time: z.iso.datetime() })
      .nullable()
      .describe('The call that the questions are about; null = the one of the documentation'),
    rows: z.number().describe('Rows that an answer has at most'),
  }),
  async handle({ office: { store } }) {
    const [example] = await store.query(newestExample, {});
    const [span] = await store.query(storedSpan, {});
    const about =
      example ??
      (span === undefined || span.legs === 0 ? undefined : { calling_number: 0, call_ms: span.last });
    const items = questions().map((one) => (about === undefined ? one : askedOf(one, about)));
    return {
      items,
      about:
        example === undefined
          ? null
          : { calling_number: example.calling_number, call_time: new Date(example.call_ms).toISOString() },
      rows: mostRows,
    };
  },
});

const body = z.strictObject({
  sql: z.string().trim().min(1, 'write a query').max(mostSql, `a query has up to ${mostSql} characters`),
  run_id: z.uuid().describe('Made by the client, which stops the query by it'),
  reason: z
    .string()
    .trim()
    .max(2_000)
    .optional()
    .describe(
      'Why you ask; it is kept in the log. Needed where the query reads called numbers in full, or may do so',
    ),
});

/** Queries that run, by who asked and the run's id. */
const runs = new Map<string, AbortController>();
const runKey = (name: string, run_id: string) => JSON.stringify([name, run_id]);

/** Digits that may be a telephone number. The log masks them for whoever may not read numbers. */
const numbersIn = (sql: string) =>
  [...new Set(sql.match(/\d{10,15}/g) ?? [])].map((digits) => ({ called_number: Number(digits) }));

/** What the engine says of SQL, with its refusals as errors of the field `sql`. */
async function asInput<T>(said: Promise<T>): Promise<T> {
  try {
    return await said;
  } catch (error) {
    if (error instanceof SqlError)
      throw new InputError('body', [{ field: 'sql', message: visible(error.message) }]);
    throw error;
  }
}

async function answer(
  { analysts, config, office, session }: Work,
  { sql, run_id }: z.output<typeof body>,
  actor: Actor,
  most: number,
) {
  if (!session.may.has('numbers'))
    throw new RefusedError("an answer may hold called numbers in full: it needs the right 'numbers', too");
  if (analysts === undefined)
    throw new RefusedError(
      'no user of the store is known who only reads: name one with CLICKHOUSE_ANALYST_USER, and start the console again',
    );
  if (/\bFORMAT\s+\w+\s*;?\s*$/i.test(sql))
    throw new InputError('body', [{ field: 'sql', message: 'leave FORMAT out: the page asks for its own' }]);
  const why = actor.reason === '' ? await asInput(whyReason(analysts, sql)) : undefined;
  if (why !== undefined)
    throw new InputError('body', [
      {
        field: 'reason',
        message: `the query ${why}, so it may show called numbers in full: say why you read them, the log keeps it`,
      },
    ]);
  // First the log: where it can't be written, nothing is asked.
  office.desk.log.transact(actor, (writer) =>
    writer.append(ref('package', newId('package')), {
      type: 'query_run',
      data: { sql, numbers: numbersIn(sql) },
    }),
  );
  const run = new AbortController();
  const key = runKey(session.name, run_id);
  runs.set(key, run);
  try {
    return await asInput(
      runSql({
        store: analysts,
        sql,
        mostRows: most,
        mostBytes,
        external: config.CLICKHOUSE_URL !== undefined,
        signal: run.signal,
      }),
    );
  } finally {
    runs.delete(key);
  }
}

const columnShape = z.object({ name: z.string(), type: z.string() });

export const runQueryRoute = defineRoute({
  method: 'post',
  path: '/console/query',
  tag,
  summary: 'Ask the store in SQL, as the read-only analyst. Each run is written to the log',
  needs,
  params: nothing,
  query: nothing,
  body,
  out: z.object({
    columns: z.array(columnShape),
    rows: z
      .array(z.array(z.unknown()))
      .describe('In the order of the columns; whole numbers of 64 bits as texts'),
    totals: z.array(z.unknown()).nullable().describe('Of a query WITH TOTALS'),
    more: z.boolean().describe('The answer has more rows than are sent'),
    ms: z.number(),
    read_rows: z.number(),
    read_bytes: z.number(),
  }),
  handle: ({ office: work, body: given, actor }) => answer(work, given, actor, mostRows),
});

const csvOut = z.object({
  sql: z.string(),
  columns: z.array(columnShape),
  rows: z.array(z.array(z.unknown())),
  totals: z.array(z.unknown()).nullable(),
  more: z.boolean(),
});

const queryCsv: Route = defineRoute({
  method: 'post',
  path: '/console/query/csv',
  tag,
  summary: `The answer to SQL as a CSV file of up to ${mostCsvRows} rows. Each run is written to the log`,
  needs,
  params: nothing,
  query: nothing,
  body,
  out: csvOut,
  async handle({ office: work, body: given, actor }) {
    return { ...(await answer(work, given, actor, mostCsvRows)), sql: given.sql };
  },
  reply({ result, shown }, status, headers) {
    const { sql, columns, rows, totals, more } = csvOut.parse(shown(result));
    // Two columns may have one name.
    const named = columns.map(({ name }, i) => [String(i), name] as const);
    const file = {
      columns: named,
      rows: rows.map((row) => Object.fromEntries(row.map((value, i) => [String(i), value]))),
      total: more ? ('more' as const) : rows.length,
      filters: { sql, ...(totals === null ? {} : { totals }) },
    };
    return new Response(csvStream(file), {
      status,
      headers: {
        ...headers,
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': 'attachment; filename="query.csv"',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  },
});

export const stopQueryRoute = defineRoute({
  method: 'post',
  path: '/console/query/stop',
  tag,
  summary: 'Stop a query of your own that runs',
  needs,
  params: nothing,
  query: nothing,
  body: z.strictObject({ run_id: z.uuid() }),
  out: z.object({ stopped: z.boolean().describe('false = it runs no more') }),
  async handle({ office: { session }, body: { run_id } }) {
    const run = runs.get(runKey(session.name, run_id));
    run?.abort();
    return { stopped: run !== undefined };
  },
});

export const queryRoutes: readonly Route[] = [questionsRoute, runQueryRoute, queryCsv, stopQueryRoute];
