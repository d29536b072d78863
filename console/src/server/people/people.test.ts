import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { consoleFileOf, openConsoleFile } from './console-file.ts';
import { firstPassword, makeFirstPerson, passwordFile } from './first-start.ts';
import { openPeople } from './open.ts';
import { peopleIn } from './people.ts';
import { idleMs, longestMs, sessionsIn } from './sessions.ts';

const lead = { name: 'lead', reason: 'she joined us' };
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function home(): string {
  const folder = mkdtempSync(join(tmpdir(), 'people-'));
  folders.push(folder);
  return folder;
}

/** People and sessions in memory, with a clock that tests set. */
function inMemory() {
  const file = openConsoleFile(':memory:');
  const clock = { now: Date.UTC(2026, 2, 1) };
  const now = () => clock.now;
  return { file, clock, people: peopleIn(file, { now }), sessions: sessionsIn(file, now) };
}

describe('people', () => {
  it('sign in with the password that was made for them, and with no other one', async () => {
    const { people, file } = inMemory();
    const password = await people.add({ name: 'anna', role: 'analyst', carrier: '' }, lead);
    expect(password).toMatch(/^(?:[a-z2-9]{6}-){3}[a-z2-9]{6}$/);
    expect(await people.check('anna', password)).toMatchObject({ name: 'anna', role: 'analyst' });
    expect(await people.check('ANNA', password)).toMatchObject({ name: 'anna' });
    expect(await people.check('anna', `${password}x`)).toBeUndefined();
    expect(await people.check('anna', '')).toBeUndefined();
    expect(await people.check('ben', password)).toBeUndefined();
    const rows = JSON.stringify(file.prepare('SELECT * FROM people').all());
    expect(rows).not.toContain(password);
  });

  it.each(['', 'two words', 'ringtrace', 'Ringtrace', '-x', 'a\u202Eb', 'a\nb', 'x'.repeat(101)])(
    'can not be called %j',
    async (name) => {
      const { people } = inMemory();
      await expect(people.add({ name, role: 'lead', carrier: '' }, lead)).rejects.toThrow('name');
      expect(people.list()).toEqual([]);
    },
  );

  it('are told apart by more than the case of a name', async () => {
    const { people } = inMemory();
    await people.add({ name: 'Anna', role: 'lead', carrier: '' }, lead);
    await expect(people.add({ name: 'anna', role: 'analyst', carrier: '' }, lead)).rejects.toThrow('already');
  });

  it('of a carrier have a carrier, and nobody else has one', async () => {
    const { people } = inMemory();
    await expect(people.add({ name: 'carl', role: 'carrier', carrier: '' }, lead)).rejects.toThrow('carrier');
    await expect(people.add({ name: 'carl', role: 'carrier', carrier: '../x' }, lead)).rejects.toThrow('id');
    await expect(people.add({ name: 'anna', role: 'analyst', carrier: 'acme' }, lead)).rejects.toThrow(
      'only',
    );
    await people.add({ name: 'carl', role: 'carrier', carrier: 'acme' }, lead);
    expect(() => people.setRole({ name: 'carl', role: 'lead', carrier: 'acme' }, lead)).toThrow('only');
  });

  it('choose a password that is long enough', async () => {
    const { people } = inMemory();
    await people.add({ name: 'anna', role: 'analyst', carrier: '' }, lead);
    await expect(people.choosePassword('anna', 'short')).rejects.toThrow('12');
    await expect(people.choosePassword('anna', 'x'.repeat(201))).rejects.toThrow('200');
    // The same letter in two spellings of Unicode is one password.
    await people.choosePassword('anna', 'caf\u00e9 at the corner');
    expect(await people.check('anna', 'cafe\u0301 at the corner')).toBeDefined();
  });

  it('leave a record of who gave whom which role, which nobody can change', async () => {
    const { people, file, clock } = inMemory();
    await people.add({ name: 'anna', role: 'analyst', carrier: '' }, lead);
    clock.now += 1;
    people.setRole({ name: 'anna', role: 'tracer', carrier: '' }, { name: 'lead', reason: 'new work' });
    people.setRole({ name: 'anna', role: 'tracer', carrier: '' }, { name: 'lead', reason: 'again' });
    await people.newPassword('anna', lead);
    people.remove('anna', { name: 'lead', reason: 'left' });
    const told = people.changes
      .rows({ limit: 10, offset: 0, descending: false })
      .map(({ change, name, role, actor, reason }) => [change, name, role, actor, reason]);
    expect(told).toEqual([
      ['added', 'anna', 'analyst', 'lead', 'she joined us'],
      ['role', 'anna', 'tracer', 'lead', 'new work'],
      ['password', 'anna', 'tracer', 'lead', 'she joined us'],
      ['removed', 'anna', 'tracer', 'lead', 'left'],
    ]);
    expect(people.changes.count()).toBe(4);
    expect(people.changes.rows({ limit: 1, offset: 1, descending: true })).toMatchObject([
      { change: 'password' },
    ]);
    for (const sql of ["UPDATE people_changes SET actor = 'x'", 'DELETE FROM people_changes'])
      expect(() => file.exec(sql)).toThrow('never');
  });

  it('that are not there can not be changed', async () => {
    const { people } = inMemory();
    expect(() => people.remove('nobody', lead)).toThrow('no person');
    expect(() => people.setRole({ name: 'nobody', role: 'lead', carrier: '' }, lead)).toThrow('no person');
    await expect(people.newPassword('nobody', lead)).rejects.toThrow('no person');
    expect(people.changes.count()).toBe(0);
  });
});

describe('people of the identity provider', () => {
  const anna = { subject: 'https://idp 17', name: 'anna', role: 'analyst', carrier: '' } as const;
  const issuer = 'https://idp';

  it('get the role that their group has, each time they sign in', () => {
    const { people, sessions } = inMemory();
    people.arrived(anna, issuer);
    const id = sessions.begin('anna');
    expect(people.arrived({ ...anna, role: 'lead' }, issuer)).toMatchObject({ name: 'anna', role: 'lead' });
    expect(sessions.of(id)).toBeUndefined();
    expect(people.changes.rows({ limit: 9, offset: 0, descending: false })).toMatchObject([
      { change: 'added', role: 'analyst', actor: issuer },
      { change: 'role', role: 'lead', actor: issuer },
    ]);
  });

  it('keep the name of their first day, so that the log names one person', () => {
    const { people } = inMemory();
    people.arrived(anna, issuer);
    expect(people.arrived({ ...anna, name: 'lead' }, issuer).name).toBe('anna');
  });

  it("never pass for somebody else's name", async () => {
    const { people } = inMemory();
    await people.add({ name: 'lead', role: 'lead', carrier: '' }, lead);
    expect(() => people.arrived({ ...anna, name: 'Lead' }, issuer)).toThrow('already');
    people.arrived(anna, issuer);
    expect(() => people.arrived({ ...anna, subject: 'https://idp 18' }, issuer)).toThrow('already');
  });

  it('have no password here, and no role that is given here', async () => {
    const { people } = inMemory();
    people.arrived(anna, issuer);
    expect(await people.check('anna', '')).toBeUndefined();
    await expect(people.newPassword('anna', lead)).rejects.toThrow('identity provider');
    expect(() => people.setRole({ name: 'anna', role: 'lead', carrier: '' }, lead)).toThrow('group');
  });
});

describe('sessions', () => {
  it('are kept by their digest, and end when they are ended', async () => {
    const { people, sessions, file } = inMemory();
    await people.add({ name: 'carl', role: 'carrier', carrier: 'acme' }, lead);
    const id = sessions.begin('carl');
    expect(sessions.of(id)).toMatchObject({ name: 'carl', role: 'carrier', carrier: 'acme' });
    expect(JSON.stringify(file.prepare('SELECT * FROM sessions').all())).not.toContain(id);
    expect(sessions.of('')).toBeUndefined();
    expect(sessions.of(`${id}x`)).toBeUndefined();
    expect(sessions.count()).toBe(1);
    sessions.end(id);
    expect(sessions.of(id)).toBeUndefined();
  });

  it('end when nobody uses them, and in any case after a day', async () => {
    const { people, sessions, clock } = inMemory();
    await people.add({ name: 'anna', role: 'analyst', carrier: '' }, lead);
    const idle = sessions.begin('anna');
    const used = sessions.begin('anna');
    for (let at = 0; at < longestMs - idleMs / 2; at += idleMs / 2) {
      expect(sessions.of(used)).toBeDefined();
      clock.now += idleMs / 2;
    }
    expect(sessions.of(idle)).toBeUndefined();
    expect(sessions.of(used)).toBeDefined();
    clock.now += idleMs / 2;
    expect(sessions.of(used)).toBeUndefined();
    expect(sessions.count()).toBe(0);
  });

  it.each([
    ['another role', 'setRole'],
    ['another password', 'newPassword'],
    ['removal', 'remove'],
  ] as const)('end at once by %s', async (_, change) => {
    const { people, sessions } = inMemory();
    await people.add({ name: 'anna', role: 'lead', carrier: '' }, lead);
    await people.add({ name: 'ben', role: 'lead', carrier: '' }, lead);
    const [id, other] = [sessions.begin('anna'), sessions.begin('ben')];
    if (change === 'setRole') people.setRole({ name: 'anna', role: 'auditor', carrier: '' }, lead);
    if (change === 'newPassword') await people.newPassword('anna', lead);
    if (change === 'remove') people.remove('anna', lead);
    expect(sessions.of(id)).toBeUndefined();
    expect(sessions.of(other)).toBeDefined();
  });
});

describe('the first start', () => {
  it('makes a lead, whose password only the owner of the file may read', async () => {
    const folder = home();
    const own = openPeople(folder);
    await makeFirstPerson(own.people, folder);
    const path = passwordFile(folder);
    expect(firstPassword(folder)).toBe(path);
    const password = readFileSync(path, 'utf8').trim();
    expect(await own.people.check('lead', password)).toMatchObject({ role: 'lead' });
    for (const one of [path, consoleFileOf(folder), `${consoleFileOf(folder)}-wal`])
      expect(statSync(one).mode & 0o077).toBe(0);
    own.close();
  });

  it('happens once: whoever was taken away does not come back', async () => {
    const folder = home();
    const own = openPeople(folder);
    await Promise.all([makeFirstPerson(own.people, folder), makeFirstPerson(own.people, folder)]);
    expect(own.people.list()).toHaveLength(1);
    own.people.remove('Lead', lead);
    expect(firstPassword(folder)).toBeUndefined();
    own.close();
    const again = openPeople(folder);
    await makeFirstPerson(again.people, folder);
    expect(again.people.list()).toEqual([]);
    again.close();
  });

  it('forgets the first password once there is another one', async () => {
    const folder = home();
    const own = openPeople(folder);
    await makeFirstPerson(own.people, folder);
    await own.people.choosePassword('lead', 'a password of my own');
    expect(firstPassword(folder)).toBeUndefined();
    own.close();
  });

  it('refuses a file of a newer Ringtrace', () => {
    const folder = home();
    openPeople(folder).close();
    const file = new DatabaseSync(consoleFileOf(folder));
    file.exec('PRAGMA user_version = 99');
    file.close();
    expect(() => openPeople(folder)).toThrow('newer Ringtrace');
  });
});
