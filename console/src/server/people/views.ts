import type { DatabaseSync } from 'node:sqlite';
import { RefusedError } from '@ringtrace/cases/model/refused';
import { NoSuchError } from '@ringtrace/cases/work/find';
import { inTransaction } from '@ringtrace/platform/sqlite';
import { z } from 'zod';
import { keyOf } from './person.ts';
import type { Session } from './session.ts';

/** Views that one person may keep. */
const mostViews = 200;

/**
 * Views that people have saved. They are kept apart from the tables of console-file.ts, which are about who may do what. Whoever
 * is taken away takes their views along.
 */
const table = `
CREATE TABLE IF NOT EXISTS views (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL REFERENCES people (key) ON DELETE CASCADE,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  search TEXT NOT NULL,
  shared INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  UNIQUE (key, name)
) STRICT`;

const viewRow = z.object({
  id: z.number().int(),
  owner: z.string(),
  name: z.string(),
  path: z.string(),
  search: z.string(),
  shared: z.number().transform((shared) => shared === 1),
  saved_at: z.number().int(),
});

/** A page as somebody wants to see it again: an address with a name. Whoever opens it sees what their own rights allow. */
type View = z.output<typeof viewRow>;

/** What a person wants to save. `search` begins with '?', or is ''. */
export type NewView = Pick<View, 'name' | 'path' | 'search' | 'shared'>;

export interface Views {
  /** Somebody's own views, and those that others share with them; sorted by name. */
  seenBy(session: Session): View[];
  /** Saves a view. One of the same person and name is replaced. Throws RefusedError. */
  save(session: Session, view: NewView): View;
  /** Removes a view. Whoever may change the people may remove what others share. Throws NoSuchError and RefusedError. */
  remove(session: Session, id: number): View;
}

const columns = 'id, owner, name, path, search, shared, saved_at';

/** @param now ms since 1970 */
export function viewsIn(file: DatabaseSync, now: () => number = Date.now): Views {
  file.exec(table);
  const own = file.prepare(`SELECT ${columns} FROM views WHERE key = ? ORDER BY name, id`);
  const shared = file.prepare(
    `SELECT ${columns} FROM views WHERE key != ? AND shared = 1 ORDER BY name, owner, id`,
  );
  const byId = file.prepare(`SELECT key, ${columns} FROM views WHERE id = ?`);
  const save = file.prepare(
    `INSERT INTO views (key, owner, name, path, search, shared, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key, name) DO UPDATE SET path = excluded.path, search = excluded.search, shared = excluded.shared,
       saved_at = excluded.saved_at
     RETURNING ${columns}`,
  );
  const remove = file.prepare('DELETE FROM views WHERE id = ?');
  const rows = z.array(viewRow);
  return {
    seenBy(session) {
      const key = keyOf(session.name);
      // A carrier's person sees nothing that others look for.
      const ofOthers = session.role === 'carrier' ? [] : shared.all(key);
      return rows.parse([...own.all(key), ...ofOthers]);
    },
    save: (session, view) =>
      inTransaction(file, 'IMMEDIATE', () => {
        checkShared(session, view);
        const key = keyOf(session.name);
        const before = rows.parse(own.all(key));
        if (before.length >= mostViews && !before.some(({ name }) => name === view.name))
          throw new RefusedError(`you have ${mostViews} views, and more can't be kept: remove one first`);
        const { name, path, search } = view;
        return viewRow.parse(save.get(key, session.name, name, path, search, view.shared ? 1 : 0, now()));
      }),
    remove: (session, id) =>
      inTransaction(file, 'IMMEDIATE', () => {
        const found = viewRow.extend({ key: z.string() }).optional().parse(byId.get(id));
        const isOwn = found?.key === keyOf(session.name);
        if (found === undefined || !(isOwn || (found.shared && session.role !== 'carrier')))
          throw new NoSuchError(`there is no view ${id}`);
        if (!isOwn && !session.may.has('people'))
          throw new RefusedError(`this view is ${found.owner}'s: ask ${found.owner} or a lead to remove it`);
        remove.run(id);
        const { key: _, ...view } = found;
        return view;
      }),
  };
}

function checkShared({ role }: Session, { shared }: NewView): void {
  if (shared && role === 'carrier')
    throw new RefusedError('a view of a carrier is for its own person alone: save it without sharing it');
}
