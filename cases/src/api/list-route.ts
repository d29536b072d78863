import { z } from 'zod';
import { asOfMoment, givenTime } from './given-time.ts';
import { InputError } from './input.ts';
import type { List } from './lists.ts';
import { defineRoute, nothing, type Route } from './route.ts';

const usualLimit = 100;
const mostRows = 1_000;

const pages = {
  limit: z.coerce.number().int().min(1).max(mostRows).default(usualLimit).describe('Most rows of a page'),
  behind: givenTime.optional().describe('Set by `next`: time of the last row'),
  behind_id: z.string().max(100).optional().describe('Set by `next`: id of the last row'),
};

const paging = {
  as_of: givenTime.optional().describe("The list as it stood at this moment, such as '2026-03-01T00:00:00Z'"),
  ...pages,
};

interface ListRoute<R> {
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly list: List<R>;
}

/** The route of a list: the newest row comes first, and `next` leads to the rows behind. */
export function listRoute<R>({ path, tag, summary, list }: ListRoute<R>): Route {
  const filters = Object.fromEntries(
    Object.entries(list.filters).map(([name, values]) => [
      name,
      values.optional().describe(`Only this ${name}`),
    ]),
  );
  return defineRoute({
    method: 'get',
    path,
    tag,
    summary,
    needs: 'look',
    params: nothing,
    query: z.strictObject({ ...filters, ...(list.asOf === undefined ? pages : paging) }),
    body: nothing,
    out: z.object({
      items: z.array(list.row),
      total: z.number().int().describe('All rows that the filters let through, on whatever page'),
      next: z.string().nullable().describe('Query of the next page; null = this is the last one'),
    }),
    async handle({ office, query }) {
      const { as_of, limit, behind, behind_id } = paged.parse(query);
      const given = new Map(Object.entries(query));
      if ((behind === undefined) !== (behind_id === undefined))
        throw new InputError('query', [
          {
            field: 'behind',
            message: 'behind and behind_id belong together: take the query of next as it is',
          },
        ]);
      const named = Object.keys(list.filters).flatMap((name): [string, string][] => {
        const value = given.get(name);
        return typeof value === 'string' ? [[name, value]] : [];
      });
      const { items, total, next } = await office.page(list, {
        filters: Object.fromEntries(named),
        limit,
        as_of: asOfMoment(as_of, office.desk.now()),
        behind: behind === undefined || behind_id === undefined ? undefined : { time: behind, id: behind_id },
      });
      const same: [string, string][] = [...named, ['limit', String(limit)]];
      if (as_of !== undefined) same.push(['as_of', as_of]);
      return {
        items,
        total,
        next:
          next === undefined
            ? null
            : `?${new URLSearchParams([...same, ['behind', next.time], ['behind_id', next.id]])}`,
      };
    },
  });
}

const paged = z.object(paging);
