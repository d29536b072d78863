import type { DatabaseSync } from 'node:sqlite';
import type { Actor } from '@ringtrace/cases/log/actor';
import { z } from 'zod';
import { roles } from './rights.ts';

/** What can become of a person's rights. password: a new one was made, or chosen. */
export const changeKinds = ['added', 'role', 'password', 'removed'] as const;

const changeRow = z.object({
  sequence: z.number().int(),
  at: z.number().int(),
  name: z.string(),
  change: z.enum(changeKinds),
  role: z.enum(roles),
  carrier: z.string(),
  actor: z.string(),
  reason: z.string(),
});

/** One change of who may do what. `role` and `carrier` are those that the person has afterwards, or had until then. */
export type PeopleChange = z.infer<typeof changeRow>;

/** The record of who gave whom which role. It is only ever added to. */
export interface Changes {
  note(change: Pick<PeopleChange, 'at' | 'name' | 'change' | 'role' | 'carrier'>, actor: Actor): void;
  /** The newest first. */
  newest(limit: number, offset: number): PeopleChange[];
  count(): number;
}

export function changesIn(file: DatabaseSync): Changes {
  const columns = 'at, name, change, role, carrier, actor, reason';
  const insert = file.prepare(`INSERT INTO people_changes (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const newest = file.prepare(
    `SELECT sequence, ${columns} FROM people_changes ORDER BY sequence DESC LIMIT ? OFFSET ?`,
  );
  const count = file.prepare('SELECT count(*) AS changes FROM people_changes');
  return {
    note({ at, name, change, role, carrier }, actor) {
      insert.run(at, name, change, role, carrier, actor.name, actor.reason);
    },
    newest: (limit, offset) => z.array(changeRow).parse(newest.all(limit, offset)),
    count: () => Number(count.get()?.['changes'] ?? 0),
  };
}
