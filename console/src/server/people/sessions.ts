import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { z } from 'zod';
import { keyOf, ways } from './person.ts';
import { rightsOf, roles } from './rights.ts';
import type { Session } from './session.ts';

/** A session that nobody uses ends after this time, ms. A page that is open and refreshed uses it. */
export const idleMs = 4 * hourMs;
/** Every session ends this long after its beginning, ms. */
export const longestMs = 24 * hourMs;
/** The same of somebody whom the identity provider names: their groups are read anew at the next sign-in, ms. */
const longestElsewhereMs = 8 * hourMs;
/** A session's last use is written down this often, ms, and not with each request. */
const touchMs = minuteMs;

/** Who is signed in. A session is known by a random id, of which only the digest is kept. */
export interface Sessions {
  /** Begins a session of a person, and returns its id. */
  begin(name: string): string;
  /** The person of a session, with the role that holds now; undefined where it has ended. */
  of(id: string): Session | undefined;
  end(id: string): void;
  /** How many are open now. */
  count(): number;
}

const found = z.object({
  name: z.string(),
  role: z.enum(roles),
  carrier: z.string(),
  way: z.enum(ways),
  began_at: z.number().int(),
  seen_at: z.number().int(),
});

const digestOf = (id: string) => createHash('sha256').update(id).digest('hex');

/** @param now ms since 1970 */
export function sessionsIn(file: DatabaseSync, now: () => number = Date.now): Sessions {
  const insert = file.prepare('INSERT INTO sessions (digest, key, began_at, seen_at) VALUES (?, ?, ?, ?)');
  const select = file.prepare(
    'SELECT name, role, carrier, way, began_at, seen_at FROM sessions INNER JOIN people USING (key) WHERE digest = ?',
  );
  const touch = file.prepare('UPDATE sessions SET seen_at = ? WHERE digest = ?');
  const remove = file.prepare('DELETE FROM sessions WHERE digest = ?');
  const sweep = file.prepare('DELETE FROM sessions WHERE began_at <= ? OR seen_at <= ?');
  const count = file.prepare('SELECT count(*) AS open FROM sessions WHERE began_at > ? AND seen_at > ?');
  return {
    begin(name) {
      const id = randomBytes(32).toString('base64url');
      const at = now();
      sweep.run(at - longestMs, at - idleMs);
      insert.run(digestOf(id), keyOf(name), at, at);
      return id;
    },
    of(id) {
      const digest = digestOf(id);
      const row = found.optional().parse(select.get(digest));
      if (row === undefined) return undefined;
      const at = now();
      const longest = row.way === 'password' ? longestMs : longestElsewhereMs;
      if (at - row.began_at >= longest || at - row.seen_at >= idleMs) {
        remove.run(digest);
        return undefined;
      }
      if (at - row.seen_at >= touchMs) touch.run(at, digest);
      const { name, role, carrier } = row;
      return { name, role, carrier: carrier === '' ? undefined : carrier, may: rightsOf(role) };
    },
    end(id) {
      remove.run(digestOf(id));
    },
    count: () => Number(count.get(now() - longestMs, now() - idleMs)?.['open'] ?? 0),
  };
}
