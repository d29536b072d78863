import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBaseImages } from '@ringtrace/containers/images/base-images';
import { buildImages } from '@ringtrace/containers/images/images';
import { makeStandIns } from '@ringtrace/containers/images/stand-ins';
import { composeFolder } from '@ringtrace/containers/places';
import { processes } from '@ringtrace/containers/processes';
import { compose, runTool, whySkipped } from '@ringtrace/containers/tools/tools';
import { freePort } from '@ringtrace/local/kafka/port';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { until } from '../ingest/stack.ts';
import { call } from './call.ts';

const host = process.env['DOCKER_HOST'] ?? '';
const hasPrometheus = spawnSync('prometheus', ['--version']).status === 0;
const skipped =
  host === ''
    ? ' (skipped: no Docker here)'
    : hasPrometheus
      ? whySkipped(compose)
      : " (skipped: no Prometheus here: 'apt-get install prometheus')";
const prefix = 'ringtrace-test';
const calls = 300;

const container = z.object({ Service: z.string(), State: z.string(), ExitCode: z.number() });
const series = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.object({ job: z.string() }), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});
const rules = z.object({ data: z.object({ groups: z.array(z.object({ rules: z.array(z.unknown()) })) }) });

/** Images of others are stand-ins, and Grafana is left out: there is none to stand in for it. */
describe.skipIf(skipped !== '')(`single.yml as a whole${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-compose-'));
  const project = `${prefix}-${process.pid}`;
  const secrets = {
    KAFKA_PASSWORD: 'k'.repeat(24),
    CLICKHOUSE_PASSWORD: 'c'.repeat(24),
    CLICKHOUSE_ANALYST_PASSWORD: 'a'.repeat(24),
    CLICKHOUSE_GRAFANA_PASSWORD: 'f'.repeat(24),
    GRAFANA_PASSWORD: 'g'.repeat(24),
  };
  const override = join(folder, 'images.yml');
  let port = 0;

  const run = (...args: readonly string[]) => {
    const files = ['-f', join(composeFolder, 'single.yml'), '-f', override];
    return runTool(compose, ['-p', project, ...files, ...args], { DOCKER_HOST: host, ...secrets });
  };
  /** Output of a run that must end with 0. */
  const done = async (...args: readonly string[]) => {
    const { ok, stdout, stderr } = await run(...args);
    if (!ok) throw new Error(`compose ${args.join(' ')}: ${stderr.slice(-3_000)}`);
    return stdout;
  };
  const command = (...args: readonly string[]) => done('run', '--rm', '--no-deps', 'commands', ...args);
  const asked = async (path: string): Promise<unknown> =>
    JSON.parse(
      await done('exec', '-T', 'prometheus', 'wget', '-qO-', `http://127.0.0.1:9090/api/v1/${path}`),
    );

  beforeAll(async () => {
    const base = await makeBaseImages(prefix);
    const ours = await buildImages(prefix, base);
    const others = await makeStandIns(prefix, base, ours.commands);
    port = await freePort('127.0.0.1', 0);
    const services = Object.entries({ ...ours, ...others, migrate: ours.commands })
      .filter(([name]) => name !== 'feed')
      .map(([name, image]) => `  ${name}: { image: ${image}, pull_policy: never }`);
    const ports = `  console: { image: ${ours.console}, ports: !override ['127.0.0.1:${port}:18088'] }`;
    writeFileSync(
      override,
      `services:\n${services.map((line) => (line.startsWith('  console:') ? ports : line)).join('\n')}\n`,
    );
  }, 3_600_000);
  afterAll(async () => {
    await run('--profile', 'commands', 'down', '--volumes', '--timeout', '5');
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts in the order of its needs, until each process is healthy', async () => {
    await done('up', '--detach', '--no-build', '--wait', ...processes.map(({ name }) => name), 'prometheus');
    const listed = (await done('ps', '--all', '--format', 'json')).trim().split('\n');
    const found = listed.map((line) => container.parse(JSON.parse(line)));
    expect(found.find(({ Service }) => Service === 'migrate')).toMatchObject({
      State: 'exited',
      ExitCode: 0,
    });
    expect(found.filter(({ State }) => State === 'running').map(({ Service }) => Service)).toEqual(
      expect.arrayContaining(['kafka', 'clickhouse', 'prometheus', ...processes.map(({ name }) => name)]),
    );
  });

  it('takes a carrier and its file, and keeps the accounts', async () => {
    expect(await done('run', '--rm', '--no-deps', 'carriers', 'carrier', 'add', 'north')).toContain(
      'cdr.north',
    );
    const file = join(folder, 'calls.jsonl');
    writeFileSync(file, Array.from({ length: calls }, (_, i) => `${JSON.stringify(call(i))}\n`).join(''));
    const feed = ['commands', 'feed', '--carrier', 'north', '--format', 'jsonl', '/calls.jsonl'];
    await done('run', '--rm', '--no-deps', '--volume', `${file}:/calls.jsonl:ro`, ...feed);
    await command('status', '--wait-idle');
    expect(await command('verify')).toContain(String(calls));
  });

  it('shows the console on loopback, with its first password in the volume', async () => {
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(await page.text()).toContain('Sign in to Ringtrace');
    const password = await done('exec', '-T', 'console', 'cat', '/var/lib/ringtrace/console/password');
    expect(password.trim().length).toBeGreaterThan(10);
  });

  it('has Prometheus reach every worker, with our rules', async () => {
    const up = await until(
      'every worker is up',
      async () => series.parse(await asked('query?query=up')).data.result,
      (found) => found.filter(({ value }) => value[1] === '1').length === processes.length,
    );
    expect(up.map(({ metric }) => metric.job).sort()).toEqual(
      processes.map(({ name }) => `ringtrace-${name}`).sort(),
    );
    expect(rules.parse(await asked('rules')).data.groups[0]?.rules.length).toBeGreaterThan(10);
  });

  it('ends each process by itself, in the time that it has', async () => {
    await done('stop');
    const listed = (await done('ps', '--all', '--format', 'json')).trim().split('\n');
    const found = listed.map((line) => container.parse(JSON.parse(line)));
    for (const { name } of processes)
      expect(found.find(({ Service }) => Service === name)).toMatchObject({ State: 'exited', ExitCode: 0 });
  });
});
