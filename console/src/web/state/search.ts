import { z } from 'zod';

/** What the search part of an address holds: texts, as a person may type them. */
export type Search = Readonly<Record<string, string>>;
/** New values of an address; undefined takes the value away. */
export type Patch = Readonly<Record<string, string | number | undefined>>;

/** What the address of every page may say. Times are ISO 8601 in UTC. */
export const baseSearch = {
  tz: z.enum(['utc', 'local']).default('utc'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  live: z.enum(['on', 'paused']).default('on'),
  numbers: z.literal('true').optional(),
  reason: z.string().max(2_000).optional(),
} as const;

/** What the address of a page with a list may say besides. `sort` is a column, with - before it for descending. */
export const listSearch = {
  sort: z.string().optional(),
  offset: z.coerce.number('it must be a whole number').int().min(0).max(1_000_000).default(0),
  cols: z.string().optional(),
} as const;

/** Reads the search part of an address. Of a name that stands there twice, the last one counts. */
export const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text));

/** Writes the search part of an address, with its question mark; '' where it says nothing. */
export function writeSearch(search: object): string {
  const pairs = Object.entries(search).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  const text = new URLSearchParams(pairs).toString();
  return text === '' ? '' : `?${text}`;
}

/** Values that change how a page is shown, and not which rows it shows. */
const showing = new Set(['tz', 'live', 'cols', 'numbers', 'reason', 'offset', 'tab']);

/** An address after a change. Where other rows are asked for, the list begins at its first page. */
export function patched(search: Search, patch: Patch): Search {
  const again = Object.keys(patch).some((name) => !showing.has(name) && !name.includes('.'))
    ? { offset: undefined }
    : {};
  const all: Patch = { ...search, ...again, ...patch };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  );
}

/** An address that a page does not understand. */
export class AddressError extends Error {
  override name = 'AddressError';
  /** Values of the address that can not be used. */
  readonly names: readonly string[];
  constructor(names: readonly string[], message: string) {
    super(message);
    this.names = names;
  }
}

/** Checks the search part of an address. Throws AddressError, which names each value that is wrong. */
export function checkedSearch<S extends z.ZodObject>(schema: S, search: Search): z.output<S> {
  const result = schema.safeParse(search);
  if (result.success) return result.data;
  const { issues } = result.error;
  const told = issues.map(({ path, message }) => {
    const name = path.join('.');
    return `${name}=${search[name] ?? ''} (${message})`;
  });
  throw new AddressError(
    issues.map(({ path }) => path.join('.')),
    `It holds what this page can not use: ${told.join(', ')}`,
  );
}

/** Names in an address that a page does not know. Names with a point belong to the second table of a page, such as 'legs.sort'. */
export const unknownNames = (search: Search, known: readonly string[]): readonly string[] =>
  Object.keys(search).filter((name) => !known.includes(name) && !name.includes('.'));
