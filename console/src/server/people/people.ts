import type { DatabaseSync } from 'node:sqlite';
import type { Actor } from '@ringtrace/cases/log/actor';
import { RefusedError } from '@ringtrace/cases/model/refused';
import { NoSuchError } from '@ringtrace/cases/work/find';
import { inTransaction } from '@ringtrace/platform/sqlite';
import { visible } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { type Changes, changesIn, type PeopleChange } from './changes.ts';
import { hashOf, isPassword, longest, randomPassword, shortest } from './password.ts';
import { checkName, checkRole, keyOf, type Person, ways } from './person.ts';
import { type Role, roles } from './rights.ts';

/** Who shall be what. */
interface Given {
  readonly name: string;
  readonly role: Role;
  /** Provider id of a carrier's person; '' for all other roles. */
  readonly carrier: string;
}

/** The people who may use the console. Whatever changes is noted, and ends the sessions that it is about. */
export interface People {
  /** Sorted by name. */
  list(): Person[];
  /** Adds somebody, and returns the password; it is never shown again. Throws RefusedError. */
  add(given: Given, actor: Actor): Promise<string>;
  /** Throws NoSuchError, and RefusedError where the identity provider says who is what. */
  setRole(given: Given, actor: Actor): void;
  /** Throws NoSuchError. */
  remove(name: string, actor: Actor): void;
  /** Makes a new password and returns it. Throws NoSuchError, and RefusedError where somebody has none. */
  newPassword(name: string, actor: Actor): Promise<string>;
  /** Sets the password that somebody chose. Throws RefusedError where it is too short. */
  choosePassword(name: string, password: string): Promise<void>;
  /** The person of a name and a password; undefined where either is wrong, and it takes as long. */
  check(name: string, password: string): Promise<Person | undefined>;
  /** Somebody whom the identity provider names. @param subject issuer and subject: they name one person for ever */
  arrived(given: Given & { readonly subject: string }, issuer: string): Person;
  /** Somebody whom the identity provider gives no role any more: the person and all open sessions go. Does nothing for a stranger. */
  left(subject: string, issuer: string): void;
  readonly changes: Pick<Changes, 'rows' | 'count'>;
  /** Adds the first person of all. `kept` stores the password. Does nothing where there ever was somebody. */
  addFirst(name: string, kept: (password: string) => void): Promise<void>;
}

const personRow = z.object({
  name: z.string(),
  role: z.enum(roles),
  carrier: z.string(),
  way: z.enum(ways),
  added_at: z.number().int(),
});
const row = personRow.extend({ key: z.string(), password: z.string(), subject: z.string() });
type Row = z.infer<typeof row>;

const columns = 'key, name, role, carrier, way, password, subject, added_at';
const ofRingtrace: Actor = { name: 'ringtrace', reason: 'first start' };

interface PeopleOptions {
  /** ms since 1970. */
  readonly now?: () => number;
  /** Told of a person whose password no longer holds. */
  readonly passwordEnded?: (name: string) => void;
}

export function peopleIn(
  file: DatabaseSync,
  { now = Date.now, passwordEnded = () => {} }: PeopleOptions = {},
): People {
  const all = file.prepare(`SELECT ${columns} FROM people ORDER BY key`);
  const byKey = file.prepare(`SELECT ${columns} FROM people WHERE key = ?`);
  const bySubject = file.prepare(`SELECT ${columns} FROM people WHERE subject = ? AND subject != ''`);
  const insert = file.prepare(`INSERT INTO people (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const setRole = file.prepare('UPDATE people SET role = ?, carrier = ? WHERE key = ?');
  const setPassword = file.prepare('UPDATE people SET password = ? WHERE key = ?');
  const remove = file.prepare('DELETE FROM people WHERE key = ?');
  const endSessions = file.prepare('DELETE FROM sessions WHERE key = ?');
  const changes = changesIn(file);

  const rowOf = (name: string): Row | undefined => row.optional().parse(byKey.get(keyOf(name)));
  const find = (name: string): Row => {
    const found = rowOf(name);
    if (found !== undefined) return found;
    throw new NoSuchError(`there is no person '${visible(name)}': 'ringtrace person list' names all`);
  };
  const note = ({ name, role, carrier }: Given, change: PeopleChange['change'], actor: Actor) =>
    changes.note({ at: now(), name, role, carrier, change }, actor);

  function write(person: Omit<Row, 'key' | 'added_at'>, actor: Actor): Row {
    checkName(person.name);
    checkRole(person.role, person.carrier);
    const { name, role, carrier, way, password, subject } = person;
    if (rowOf(name) !== undefined) throw new RefusedError(`there is a person '${visible(name)}' already`);
    const added: Row = { ...person, key: keyOf(name), added_at: now() };
    insert.run(added.key, name, role, carrier, way, password, subject, added.added_at);
    note(person, 'added', actor);
    return added;
  }

  function changeRole(person: Row, { role, carrier }: Omit<Given, 'name'>, actor: Actor): Row {
    checkRole(role, carrier);
    if (person.role === role && person.carrier === carrier) return person;
    setRole.run(role, carrier, person.key);
    endSessions.run(person.key);
    const changed = { ...person, role, carrier };
    note(changed, 'role', actor);
    return changed;
  }

  /** Sets a password of which the hash is known. */
  function giveHash(name: string, hash: string, actor: Actor): void {
    inTransaction(file, 'IMMEDIATE', () => {
      const person = find(name);
      if (person.way !== 'password')
        throw new RefusedError(
          `${visible(person.name)} signs in at the identity provider, and has no password here`,
        );
      setPassword.run(hash, person.key);
      endSessions.run(person.key);
      note(person, 'password', actor);
    });
    passwordEnded(name);
  }

  return {
    list: () => z.array(personRow).parse(all.all()),
    async add(given, actor) {
      const password = randomPassword();
      const hash = await hashOf(password);
      inTransaction(file, 'IMMEDIATE', () =>
        write({ ...given, way: 'password', password: hash, subject: '' }, actor),
      );
      return password;
    },
    setRole: ({ name, ...given }, actor) =>
      inTransaction(file, 'IMMEDIATE', () => {
        const person = find(name);
        if (person.way !== 'password')
          throw new RefusedError(
            `the identity provider says what ${visible(person.name)} is: change the group there, or RINGTRACE_OIDC_ROLES`,
          );
        changeRole(person, given, actor);
      }),
    remove(name, actor) {
      inTransaction(file, 'IMMEDIATE', () => {
        const person = find(name);
        remove.run(person.key);
        note(person, 'removed', actor);
      });
      passwordEnded(name);
    },
    async newPassword(name, actor) {
      const password = randomPassword();
      giveHash(name, await hashOf(password), actor);
      return password;
    },
    async choosePassword(name, password) {
      const length = [...password].length;
      if (length < shortest || length > longest)
        throw new RefusedError(
          `a password has ${shortest} to ${longest} characters, and this one has ${length}`,
        );
      giveHash(name, await hashOf(password), { name, reason: '' });
    },
    async check(name, password) {
      const found = rowOf(name);
      const isRight = await isPassword(password.slice(0, longest + 1), found?.password ?? '');
      return isRight ? personRow.parse(found) : undefined;
    },
    arrived: ({ subject, ...given }, issuer) =>
      inTransaction(file, 'IMMEDIATE', () => {
        const actor = { name: issuer, reason: 'signed in' };
        const known = row.optional().parse(bySubject.get(subject));
        const person =
          known === undefined
            ? write({ ...given, way: 'identity provider', password: '', subject }, actor)
            : changeRole(known, given, actor);
        return personRow.parse(person);
      }),
    left: (subject, issuer) =>
      inTransaction(file, 'IMMEDIATE', () => {
        const known = row.optional().parse(bySubject.get(subject));
        if (known === undefined) return;
        endSessions.run(known.key);
        remove.run(known.key);
        note(known, 'removed', { name: issuer, reason: 'no role any more' });
      }),
    changes,
    async addFirst(name, kept) {
      if (changes.count() > 0) return;
      const password = randomPassword();
      const hash = await hashOf(password);
      inTransaction(file, 'IMMEDIATE', () => {
        if (changes.count() > 0) return;
        const first = {
          name,
          role: 'lead',
          carrier: '',
          way: 'password',
          password: hash,
          subject: '',
        } as const;
        write(first, ofRingtrace);
        kept(password);
      });
    },
  };
}
