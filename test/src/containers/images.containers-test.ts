import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BaseImages, makeBaseImages } from '@ringtrace/containers/images/base-images';
import { docker } from '@ringtrace/containers/images/docker';
import {
  buildImages,
  confined,
  environment,
  sizeOf,
  stateOf,
  type Target,
} from '@ringtrace/containers/images/images';
import { processes } from '@ringtrace/containers/processes';
import { freePort } from '@ringtrace/local/kafka/port';
import { defineQuery, openStore } from '@ringtrace/platform/clickhouse';
import { settingNames } from '@ringtrace/platform/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type OwnStack, startStack, until } from '../ingest/stack.ts';
import { call } from './call.ts';

const skipped = process.env['DOCKER_HOST'] ? '' : ' (skipped: no Docker here)';
const prefix = 'ringtrace-test';
const database = 'in_containers';
const carrier = 'north';
const calls = 500;

/** Largest size of an image beside its base, MB: the embedded engine alone is 500. */
const mostMb: Readonly<Record<Target, number>> = {
  ingest: 40,
  detect: 30,
  cases: 35,
  console: 50,
  commands: 55,
  feed: 5,
  carriers: 450,
};

/** What an image holds none of, below /app. */
const foreign = [
  'node_modules/{chdb,@chdb,ffi-rs,vite,vitest,typescript,react,turbo}',
  '{schemas,enrich,ingest,detect,cases,console,infra}/**/*.test.ts',
];

const stored = defineQuery()({
  name: 'calls stored',
  sql: 'SELECT count() AS calls FROM cdr',
  row: z.object({ calls: z.number() }),
});

const ready = z.object({ checks: z.record(z.string(), z.object({ ok: z.boolean() })) });

/** Native packages are of the build's machine, and npm asks its registry: so a build takes minutes. */
describe.skipIf(skipped !== '')(`the images${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-images-'));
  const volume = `${prefix}-home-${process.pid}`;
  const started: string[] = [];
  let stack: OwnStack;
  let base: BaseImages;
  let images: Readonly<Record<Target, string>>;
  let settings: Record<string, string>;
  const ports = new Map<string, number>();

  beforeAll(async () => {
    base = await makeBaseImages(prefix);
    images = await buildImages(prefix, base);
    stack = await startStack();
    const env = Object.entries({ ...stack.env(), CLICKHOUSE_DATABASE: database });
    settings = Object.fromEntries(
      env.flatMap(([name, value]) =>
        settingNames.includes(name) && name !== 'RINGTRACE_HOME' && value !== undefined
          ? [[name, value]]
          : [],
      ),
    );
    settings['RINGTRACE_METRICS_HOST'] = '127.0.0.1';
    for (const name of [
      ...processes.map(({ metrics }) => metrics.setting),
      'RINGTRACE_API_PORT',
      'RINGTRACE_CONSOLE_PORT',
    ])
      ports.set(name, await freePort('127.0.0.1', 0));
    for (const [name, port] of ports) settings[name] = String(port);
    await docker('volume', 'create', volume);
  }, 3_600_000);

  afterAll(async () => {
    if (started.length > 0) await docker('rm', '--force', ...started);
    await docker('volume', 'rm', '--force', volume);
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const home = ['--volume', `${volume}:/var/lib/ringtrace`];
  /** Runs one of the commands until it ends; throws where it does not end with 0. */
  const command = (...args: readonly string[]) =>
    docker('run', '--rm', ...confined, ...home, ...environment(settings), images.commands, ...args);

  it('are small, and hold no tools and no embedded engine', async () => {
    const below = await sizeOf(base.run);
    for (const [target, image] of Object.entries(images)) {
      const mb = Math.ceil(((await sizeOf(image)) - below) / 1_000_000);
      console.log(`${target}: ${mb} MB above its base`);
      expect(mb).toBeLessThan(new Map(Object.entries(mostMb)).get(target) ?? 0);
      const script = `console.log(fs.globSync(${JSON.stringify(foreign)}, { cwd: '/app' }).join())`;
      const tools = await docker('run', '--rm', '--entrypoint', 'node', image, '-e', script);
      expect(tools).toBe('');
    }
  });

  it('migrate, without an argument', async () => {
    expect(await command()).toMatch(/^database in_containers: \d+ migrations applied$/);
    expect(await command('migrate')).toBe('database in_containers is up to date');
  });

  it('run each process until it is healthy, as a user without rights on files that it can not write', async () => {
    for (const { name, keepsFiles } of processes) {
      const files = keepsFiles ? home : [];
      const run = ['run', '--detach', ...confined, ...files, ...environment(settings)];
      started.push(await docker(...run, '--health-interval', '2s', images[name]));
    }
    for (const container of started)
      await until(
        'a healthy container',
        () => stateOf(container),
        ({ Health, Status }) => Status !== 'running' || Health?.Status === 'healthy',
      );
    for (const container of started) {
      expect(await stateOf(container), await docker('logs', '--tail', '5', container)).toMatchObject({
        Health: { Status: 'healthy' },
      });
      const script = "console.log(process.getuid()); fs.writeFileSync('/app/x', '')";
      await expect(docker('exec', container, 'node', '-e', script)).rejects.toThrow(
        /^docker exec \w+: 10001\n.*EROFS/s,
      );
    }
  });

  it('take a file from the image of the feed, store each call once, judge it, and keep the accounts', async () => {
    const file = join(folder, 'calls.jsonl');
    writeFileSync(file, Array.from({ length: calls }, (_, i) => `${JSON.stringify(call(i))}\n`).join(''));
    const added = [
      'run',
      '--rm',
      ...confined,
      ...environment(settings),
      images.carriers,
      'carrier',
      'add',
      carrier,
    ];
    expect(await docker(...added)).toContain(`cdr.${carrier}`);
    const fed = await docker(
      ...['run', '--rm', ...confined, '--volume', `${file}:/data/calls.jsonl:ro`],
      ...['--volume', `${volume}-feed:/var/lib/ringtrace`, ...environment(settings)],
      ...[images.feed, '--carrier', carrier, '--format', 'jsonl', '/data/calls.jsonl'],
    );
    await docker('volume', 'rm', `${volume}-feed`);
    expect(fed).toContain(String(calls));
    const { CLICKHOUSE_URL: url = '', CLICKHOUSE_USER: user, CLICKHOUSE_PASSWORD: password } = settings;
    const store = openStore({
      url,
      user: user ?? '',
      password: password ?? '',
      database,
      application: 'test',
    });
    await until(
      'every call is stored',
      async () => (await store.query(stored, {}))[0]?.calls,
      (found) => found === calls,
    );
    await store.close();
    await command('status', '--wait-idle');
    expect(await command('verify')).toContain(String(calls));
  });

  it('serve the pages of the console, and its people', async () => {
    const page = await fetch(`http://127.0.0.1:${ports.get('RINGTRACE_CONSOLE_PORT')}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Sign in to Ringtrace');
    const { checks } = ready.parse(
      await (await fetch(`http://127.0.0.1:${ports.get('RINGTRACE_CONSOLE_METRICS_PORT')}/ready`)).json(),
    );
    expect(Object.entries(checks).filter(([, { ok }]) => !ok)).toEqual([]);
    expect(await command('person', 'list')).toContain('lead');
  });

  it('end by themselves when they are asked to, with exit code 0', async () => {
    for (const container of started) await docker('stop', '--time', '30', container);
    for (const container of started)
      expect(await stateOf(container), await docker('logs', '--tail', '5', container)).toMatchObject({
        Status: 'exited',
        ExitCode: 0,
        OOMKilled: false,
      });
  });
});
