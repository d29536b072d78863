import { numbersFields } from '@ringtrace/cases/api/numbers';
import type { Shown } from '@ringtrace/cases/api/route';
import type { Actor } from '@ringtrace/cases/log/log';
import { z } from 'zod';
import type { ConsoleRight } from '../people/rights.ts';
import { csvStream } from './csv.ts';
import { defineRoute, nothing, type Route } from './define.ts';
import type { Work } from './work.ts';

const usualLimit = 100;
const mostRows = 1_000;
/** Rows of one CSV file. The file says where there are more. */
export const mostCsvRows = 50_000;

/** Which page of a list is wanted. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(mostRows).default(usualLimit),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
} as const;

/** The column that a list is sorted by. The first one, descending, is the usual order. */
export const orderField = (sorts: readonly [string, ...string[]]) =>
  z
    .string()
    .default(`-${sorts[0]}`)
    .refine(
      (text) => sorts.some((name) => name === text.replace(/^-/, '')),
      `must be one of ${sorts.join(', ')}, with a - before it for descending`,
    )
    .describe(`Column to sort by, with - for descending: ${sorts.join(', ')}`);

/** Rows that a person wants to see. */
interface Wanted<Q, Sort> {
  readonly query: Q;
  readonly sort: Sort;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

interface ListParts<F extends z.ZodRawShape, S extends string, R extends z.ZodRawShape> {
  /** Behind the root of the API; the CSV file stands at the same path with '.csv'. */
  readonly path: `/console/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly needs: ConsoleRight;
  /** As of a route. */
  readonly hidesAll?: boolean;
  /** Filters, each optional or with a default. */
  readonly filters: F;
  /** Columns that can be sorted by; the first one, descending, is the usual order. */
  readonly sorts: readonly [S, ...S[]];
  readonly row: z.ZodObject<R>;
  /** `total` counts all rows that the filters let through. */
  rows(
    work: Work,
    wanted: Wanted<z.output<z.ZodObject<F>>, S>,
  ): Promise<{ readonly items: readonly Shown<z.input<z.ZodObject<R>>>[]; readonly total: number }>;
}

/**
 * Defines a list: a route that answers in JSON, page by page, and one that answers with a CSV file of the same rows. Both need the
 * same right and ask the same query.
 */
export function defineList<F extends z.ZodRawShape, S extends string, R extends z.ZodRawShape>(
  parts: ListParts<F, S, R>,
) {
  const { path, tag, summary, needs, hidesAll = false, filters, sorts, row } = parts;
  const numbers = numbersFields;
  const order = orderField(sorts);
  const filterShape = z.object(filters);
  const wanted = (query: unknown, limit: number, offset: number) => {
    const { sort } = z.object({ sort: order }).parse(query);
    const named = sorts.find((name) => name === sort.replace(/^-/, '')) ?? sorts[0];
    return { query: filterShape.parse(query), sort: named, descending: sort.startsWith('-'), limit, offset };
  };
  const json = defineRoute({
    method: 'get',
    path,
    tag,
    summary,
    needs,
    hidesAll,
    params: nothing,
    query: z.strictObject({
      ...filters,
      ...numbers,
      sort: order,
      ...pageFields,
    }),
    body: nothing,
    out: z.object({
      items: z.array(row),
      total: z.number().int().describe('All rows that the filters let through, on whatever page'),
    }),
    async handle({ office: work, query }) {
      const { limit, offset } = z.object({ limit: z.number(), offset: z.number() }).parse(query);
      return parts.rows(work, wanted(query, limit, offset));
    },
  });
  const csv = csvRoute({
    path,
    tag,
    summary,
    needs,
    hidesAll,
    query: z.strictObject({ ...filters, ...numbers, sort: order }),
    row,
    rows: async (work, query) => parts.rows(work, wanted(query, mostCsvRows, 0)),
  });
  return { json, csv, sorts } as const;
}

interface CsvParts<Q extends z.ZodType, R extends z.ZodRawShape> {
  /** Path of the list, without '.csv'. */
  readonly path: `/console/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly needs: ConsoleRight;
  /** As of a route. */
  readonly hidesAll?: boolean;
  readonly query: Q;
  readonly row: z.ZodObject<R>;
  rows(
    work: Work,
    query: z.output<Q>,
    actor: Actor,
  ): Promise<{
    readonly items: readonly Shown<z.input<z.ZodObject<R>>>[];
    readonly total: number;
    /** The filters, where they say more than the query. */
    readonly filters?: Readonly<Record<string, unknown>>;
  }>;
}

/** Defines the route that answers with a list's rows as a CSV file. */
export function csvRoute<Q extends z.ZodType, R extends z.ZodRawShape>(parts: CsvParts<Q, R>): Route {
  const { path, tag, summary, needs, hidesAll = false, query: queryShape, row } = parts;
  return defineRoute({
    method: 'get',
    path: `${path}.csv`,
    tag,
    summary: `${summary}, as a CSV file of up to ${mostCsvRows} rows`,
    needs,
    sends: 'text/csv',
    hidesAll,
    params: nothing,
    query: queryShape,
    body: nothing,
    out: z.object({
      items: z.array(row),
      total: z.number().int(),
      filters: z.record(z.string(), z.unknown()),
    }),
    async handle({ office: work, query, actor }) {
      const { items, total, filters = Object(query) } = await parts.rows(work, query, actor);
      const given = Object.entries(filters).filter(([, value]) => value !== undefined);
      return { items, total, filters: Object.fromEntries(given) };
    },
    reply({ result, shown }, status, headers) {
      const { items, ...about } = csvShape.parse(result);
      const { total, filters: said } = csvShape.pick({ total: true, filters: true }).parse(shown(about));
      const columns = Object.keys(row.shape);
      const name = path.replace('/console/', '').replaceAll('/', '-');
      return new Response(csvStream({ columns, rows: items, shown, total, filters: said }), {
        status,
        headers: {
          ...headers,
          'content-type': 'text/csv; charset=utf-8; header=present',
          'content-disposition': `attachment; filename="${name}.csv"`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      });
    },
  });
}

const csvShape = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  total: z.number(),
  filters: z.record(z.string(), z.unknown()),
});
