import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AlreadyRunningError, lockHome } from './lock.ts';

let home: string;
let file: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringtrace-lock-'));
  file = join(home, 'supervisor.pid');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const fixture = fileURLToPath(import.meta.resolve('./lock.fixture.ts'));

/** A process that tries to lock the folder. */
async function starter() {
  const child = spawn(process.execPath, [fixture, home], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [answer] = await once(child.stdout, 'data');
  return { answer: String(answer).trim(), child };
}

it('can be held once, and again after it was released', () => {
  const unlock = lockHome(home);
  expect(() => lockHome(home)).toThrow(AlreadyRunningError);
  unlock();
  expect(existsSync(file)).toBe(false);
  lockHome(home)();
  expect(readdirSync(home)).toEqual([]);
});

it.each([
  ['of an id that another program has by now', String(process.pid)],
  ['the same, with its command', JSON.stringify({ pid: process.pid, command: 'node ringtrace up ' })],
  ['half written', '{"pid":'],
])('takes over a lock %s', (_, content) => {
  writeFileSync(file, content);
  lockHome(home)();
  expect(existsSync(file)).toBe(false);
});

it('goes to one of several processes that find a stale lock, and is taken over after that one was killed', async () => {
  writeFileSync(file, JSON.stringify({ pid: 2 ** 30, command: 'gone' }));
  const starters = await Promise.all([1, 2, 3, 4].map(starter));
  expect(starters.map(({ answer }) => answer).sort()).toEqual([
    'AlreadyRunningError',
    'AlreadyRunningError',
    'AlreadyRunningError',
    'taken',
  ]);
  const winner = starters.find(({ answer }) => answer === 'taken')?.child;
  expect(() => lockHome(home)).toThrow(`process ${winner?.pid}`);
  winner?.kill('SIGKILL');
  if (winner !== undefined) await once(winner, 'exit');
  lockHome(home)();
});
