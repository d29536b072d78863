import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
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
    // A terminal's Ctrl-C may come more than once.
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
  }, 180_000);
});

/** A continuous feed drains at Ctrl-C, and status tells of it while it runs and after. */
async function watching(home: Home): Promise<void> {
  const directory = join(home.directory, 'cdrs');
  mkdirSync(directory);
  writeFileSync(join(directory, 'a.jsonl'), `${record('watched-1')}\nno record\n${record('watched-2')}\n`);
  const args = ['feed', '--carrier', 'acme', '--format', 'jsonl', '--watch', directory];
  const child = spawn(process.execPath, [main, ...args], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = text(child.stdout);
  const feed = async () => feeds.parse(await home.json('status')).feeds[0];
  const fed = await until('two records fed', feed, (now) => now?.records === 2);
  expect(fed).toMatchObject({ carrier: 'acme', directory, running: true, refused: 1, spooled_batches: 0 });
  expect((await home.run(args)).stderr).toContain('is being fed already');
  child.kill('SIGINT');
  expect(await exited).toBe(0);
  expect(await said).toContain('acme: 2 records in 1 batches; 1 lines refused');
  expect(await feed()).toMatchObject({ running: false });
  await home.json('status', '--wait-idle');
  expect(await home.rows("SELECT count() FROM cdr WHERE call_id LIKE 'watched-%'")).toEqual(['2']);
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
