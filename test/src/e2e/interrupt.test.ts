import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { readInstance } from '@ringtrace/platform/instance';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { until } from '../ingest/stack.ts';
import { Home, up } from './ringtrace.ts';

const main = fileURLToPath(import.meta.resolve('ringtrace/main'));

describe('Ctrl-C in the middle', () => {
  const home = new Home();
  afterAll(() => home.remove());

  it('of the example ends everything in order, and the home can be used again', async () => {
    const child = spawn(process.execPath, [main, 'start'], {
      env: home.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    await new Promise<void>((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('Replaying the example')) resolve();
      });
    });
    // On a terminal, Ctrl-C may be pressed more than once.
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await exited).toBe(0);
    expect(readInstance(home.directory)).toBeUndefined();
    const again = await up(home);
    await home.json('status', '--wait-idle');
    const verdict = await home.run(['verify']);
    expect(verdict.stdout).not.toContain('DIFFERS');
    await watching(home);
    expect(await again.interrupt()).toBe(0);
  });
});

/** A continuous feed continues where it was after kill -9, ends in order at Ctrl-C, and is listed by `status`. */
async function watching(home: Home): Promise<void> {
  const directory = join(home.directory, 'cdrs');
  const path = join(directory, 'a.jsonl');
  mkdirSync(directory);
  writeFileSync(path, `${record('watched-1')}\nno record\n${record('watched-2')}\n`);
  const args = ['feed', '--carrier', 'acme', '--format', 'jsonl', '--watch', directory];
  const start = () => {
    const child = spawn(process.execPath, [main, ...args], {
      env: home.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return { child, exited: new Promise<number | null>((resolve) => child.once('close', resolve)) };
  };
  const feed = async () => feeds.parse(await home.json('status')).feeds[0];
  const fed = (records: number) =>
    until(`${records} records fed`, feed, (now) => now?.running === true && now.records === records);

  const killed = start();
  expect(await fed(2)).toMatchObject({ carrier: 'acme', directory, refused: 1, spooled_batches: 0 });
  expect((await home.run(args)).stderr).toContain('is being fed already');
  killed.child.kill('SIGKILL');
  await killed.exited;
  appendFileSync(path, `${record('watched-3')}\n`);
  const again = start();
  const said = text(again.child.stdout);
  expect(await fed(3)).toMatchObject({ refused: 1 });
  again.child.kill('SIGINT');
  expect(await again.exited).toBe(0);
  expect(await said).toContain('acme: 3 records in 2 batches; 1 lines refused');
  expect(await feed()).toMatchObject({ running: false });
  await home.json('status', '--wait-idle');
  expect(await home.rows("SELECT count() FROM cdr WHERE call_id LIKE 'watched-%'")).toEqual(['3']);
}

const feeds = z.object({
  feeds: z.array(
    z.object({
      carrier: z.string(),
      directory: z.string(),
      running: z.boolean(),
      records: z.number(),
      refused: z.number(),
      spooled_batches: z.number(),
    }),
  ),
});

const record = (call_id: string) =>
  JSON.stringify({
    call_id,
    start_time: '2026-03-03T15:00:00Z',
    end_time: '2026-03-03T15:00:30Z',
    called_number: '+13125550102',
    sip_code: 486,
  });
