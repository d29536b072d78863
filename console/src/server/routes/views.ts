import { time } from '@ringtrace/cases/api/shapes';
import { z } from 'zod';
import { bare, changing, defineRoute, nothing } from '../route/define.ts';

const tag = 'Views';
/** Everybody who is signed in may keep views. */
const needs = 'feeds';

/** Values of an address that are personal, or a decision of the one who looks: a view never holds them. */
const never = new Set(['numbers', 'reason']);

/** The search part of an address, without what a view must not hold. */
export function searchOfView(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name]) => !never.has(name));
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`;
}

/** So many digits, however they are separated, may be a telephone number. Days are none. */
const number = /\d(?:[\s().+-]{0,2}\d){9}/;
const days = /(?:19|20)\d\d-\d\d-\d\d/g;
/** Values that hold no called number: calling numbers, times, and ids of ours and of calls. */
const harmless = /^(?:calling|from|to|at|as_of|offset|sort|cols|tab|.*_id)$/;

/** Whether an address looks for a called number, or holds one in SQL or in a text. */
const namesCalled = (search: string) =>
  [...new URLSearchParams(search)].some(
    ([name, value]) =>
      (name.startsWith('called') && value !== '') ||
      (!harmless.test(name) && number.test(value.replaceAll(days, ' day '))),
  );

const address = {
  path: z
    .string()
    .max(1_000)
    .regex(/^\/(?![/\\])[^\s?#\\]*$/, "it must be the path of a page, such as '/calls'")
    .describe('Path of the page'),
  search: z
    .string()
    .max(4_000)
    .refine(
      (text) => !namesCalled(text),
      'it holds what may be a called number, which is personal data and can not be kept: take this filter away first',
    )
    .transform(searchOfView)
    .describe('Search part of the address, with its question mark'),
} as const;

const shown = z.object({
  id: z.number().int(),
  name: z.string(),
  owner: z.string(),
  path: z.string(),
  search: z.string(),
  shared: z.boolean(),
  saved_at: time,
});

export const viewsRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/views',
  tag,
  summary: 'The views that you have saved, and those that others share',
  needs,
  out: z.object({ items: z.array(shown) }),
  handle: async ({ office: { views, session } }) => ({ items: views.seenBy(session) }),
});

export const saveViewRoute = defineRoute({
  ...bare,
  method: 'post',
  path: '/console/views',
  tag,
  summary: 'Save a view; one of yours with the same name is replaced',
  needs,
  body: changing({
    name: z.string().trim().min(1, 'give it a name').max(100),
    ...address,
    shared: z.boolean().default(false).describe('Everybody but people of carriers sees it'),
  }),
  out: shown,
  handle: async ({ office: { views, session }, body: { name, path, search, shared: isShared } }) =>
    views.save(session, { name, path, search, shared: isShared }),
});

export const removeViewRoute = defineRoute({
  method: 'post',
  path: '/console/views/{id}/remove',
  tag,
  summary: 'Remove a view',
  needs,
  params: z.object({ id: z.coerce.number().int() }),
  query: nothing,
  body: changing({}),
  out: shown,
  handle: async ({ office: { views, session }, params: { id } }) => views.remove(session, id),
});
