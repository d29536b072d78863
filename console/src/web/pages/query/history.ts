import { z } from 'zod';

/** A query that was run in this browser. */
const entry = z.object({
  sql: z.string(),
  /** ms since 1970. */
  at: z.number(),
});
export type Entry = z.infer<typeof entry>;

const key = 'ringtrace.queries';
const most = 50;

/** Reads the list of earlier queries; [] where the text is none. */
export function entriesIn(text: string | null): readonly Entry[] {
  if (text === null) return [];
  try {
    return z.array(entry).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

/** The list with one more query, the newest first. The same query stands in it once. */
export const withEntry = (entries: readonly Entry[], added: Entry): readonly Entry[] =>
  [added, ...entries.filter(({ sql }) => sql !== added.sql)].slice(0, most);

/**
 * The name is part of the key: two people may share a browser. Queries may name called numbers, so they are kept for this window and
 * while the person is signed in.
 */
const keyFor = (name: string) => `${key}.${name}`;

export const readEntries = (name: string) => entriesIn(sessionStorage.getItem(keyFor(name)));

/** A browser may refuse to keep anything: then there is no history. */
export function keepEntry(name: string, added: Entry): void {
  try {
    sessionStorage.setItem(keyFor(name), JSON.stringify(withEntry(readEntries(name), added)));
  } catch {
    // Private windows, or no room.
  }
}
