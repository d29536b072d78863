import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../ingest/stack.ts';

let folder = '';
let started: ChildProcessByStdio<null, Readable, Readable>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringtrace-interrupted-'));
});
afterEach(() => {
  started.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Its temporary folders lie in `folder`. */
function start(program: string, ...args: string[]) {
  started = spawn(process.execPath, [fileURLToPath(import.meta.resolve(program)), ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => started.once('close', resolve));
  const all = Promise.all([code, text(started.stdout), text(started.stderr)]);
  return { child: started, end: all.then(([exit, out, told]) => ({ exit, out, told })) };
}

const foldersNow = () => readdirSync(folder, { recursive: true }).map(String);

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s closes what is held, removes all folders, says so and ends with %i', async (signal, code) => {
  const { child, end } = start('./interrupted.fixture.ts');
  await until(
    'the benchmark has a folder',
    async () => foldersNow(),
    (now) => now.some((name) => name.endsWith('data')),
  );
  child.kill(signal);
  child.kill(signal);
  expect(await end).toEqual({
    exit: code,
    out: 'open\nclosed\n',
    told: `
ringtrace bench fixture: interrupted. It ends what it started, which takes half a minute at most ...
ringtrace bench fixture: stopped before everything was measured; its temporary folders are removed
`,
  });
  expect(foldersNow()).toEqual([]);
});

it('a benchmark with an engine of its own is ended by a signal to the command alone', async () => {
  const { child, end } = start('ringtrace/main', 'bench', 'accuracy', '--worlds', '1');
  await until(
    'the engine has data',
    async () => foldersNow(),
    (now) => now.some((name) => name.endsWith('engine')),
  );
  child.kill('SIGINT');
  const { exit, out, told } = await end;
  expect({ exit, out }).toEqual({ exit: 130, out: '' });
  expect(told).toContain('ringtrace bench accuracy: stopped before everything was measured');
  expect(foldersNow()).toEqual([]);
});
