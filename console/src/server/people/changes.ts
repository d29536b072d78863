import type { DatabaseSync } from 'node:sqlite';
import { type Actor, checkActor } from '@ringtrace/cases/log/actor';
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

interface Wanted {
  readonly limit: number;
  readonly offset: number;
  /** The newest first. */
  readonly descending: boolean;
}

/** The record of who gave whom which role. It is only ever added to. */
export interface Changes {
  note(change: Pick<PeopleChange, 'at' | 'name' | 'change' | 'role' | 'carrier'>, actor: Actor): void;
  rows(wanted: Wanted): PeopleChange[];
  count(): number;
}

export function changesIn(file: DatabaseSync): Changes {
  const columns = 'at, name, change, role, carrier, actor, reason';
  const insert = file.prepare(`INSERT INTO people_changes (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const inOrder = (order: 'ASC' | 'DESC') =>
    file.prepare(
      `SELECT sequence, ${columns} FROM people_changes ORDER BY sequence ${order} LIMIT ? OFFSET ?`,
    );
  const newestFirst = inOrder('DESC');
  const oldestFirst = inOrder('ASC');
  const count = file.prepare('SELECT count(*) AS changes FROM people_changes');
  return {
    note({ at, name, change, role, carrier }, actor) {
      checkActor(actor);
      insert.run(at, name, change, role, carrier, actor.name, actor.reason);
    },
    rows: ({ limit, offset, descending }) =>
      z.array(changeRow).parse((descending ? newestFirst : oldestFirst).all(limit, offset)),
    count: () => Number(count.get()?.['changes'] ?? 0),
  };
}
