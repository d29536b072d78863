import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { workerModules } from '@ringtrace/local/worker-modules';
import { projectRoot, settingNames } from '@ringtrace/platform/config';
import { workerStart } from '@ringtrace/platform/worker-start';
import { kafkaVersion } from '@ringtrace/setup/kafka-jars';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dockerfile } from './places.ts';
import { environmentOf, processes, stagesOf, wholeStage } from './processes.ts';

const text = readFileSync(dockerfile, 'utf8');
const json = <T>(path: string, shape: z.ZodType<T>) =>
  shape.parse(JSON.parse(readFileSync(join(projectRoot, path), 'utf8')));
const entryPoint = (stage: string) =>
  z.array(z.string()).parse(
    JSON.parse(
      wholeStage(stage)
        .findLast((line) => line.startsWith('ENTRYPOINT '))
        ?.slice(11) ?? '[]',
    ),
  );
const final = ['ingest', 'detect', 'cases', 'console', 'commands', 'feed', 'carriers'];

describe('the Dockerfile', () => {
  it('has a stage for each process, and begins with official images of the Node that the lock file has', () => {
    expect(stagesOf().map(({ name }) => name)).toEqual(expect.arrayContaining(final));
    const lock = json(
      'package-lock.json',
      z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) }),
    );
    const node = lock.packages['node_modules/node']?.version;
    expect(text.match(/^ARG \w+_IMAGE=.*$/gm)).toEqual([
      `ARG BUILD_IMAGE=node:${node}-bookworm-slim`,
      `ARG RUN_IMAGE=node:${node}-bookworm-slim`,
      `ARG KAFKA_IMAGE=apache/kafka:${kafkaVersion()}`,
      'ARG JAVA_IMAGE=eclipse-temurin:21-jre',
    ]);
  });

  it('uses nothing that BuildKit alone can do', () => {
    expect(text).not.toMatch(/RUN --|COPY --(?!from=|chown=)|<<|# syntax/);
  });

  it('lays the manifest of each workspace down, so that the lock file fits', () => {
    const { workspaces } = json('package.json', z.object({ workspaces: z.array(z.string()) }));
    const manifests = stagesOf().find(({ name }) => name === 'manifests')?.instructions ?? [];
    for (const workspace of workspaces)
      expect(manifests).toContain(`COPY ${workspace}/package.json ${workspace}/`);
  });

  it('copies only what is there', () => {
    const copied = [...text.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, sources = '']) =>
      sources.split(' '),
    );
    expect(copied.length).toBeGreaterThan(30);
    expect(copied.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });

  it('sets no variable of ours that is no setting', () => {
    const set = final.flatMap((stage) => Object.keys(environmentOf(stage)));
    const wrong = set.filter(
      (name) => /^(RINGTRACE|KAFKA|CLICKHOUSE)_/.test(name) && !settingNames.includes(name),
    );
    expect(set.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  it.each(final)('runs %s as a user without name and rights, and ends it by SIGTERM', (stage) => {
    const instructions = wholeStage(stage);
    expect(instructions.findLast((line) => line.startsWith('USER '))).toBe('USER 10001:10001');
    expect(instructions).toContain('STOPSIGNAL SIGTERM');
    expect(instructions.findLastIndex((line) => line.startsWith('USER '))).toBeGreaterThan(
      instructions.findLastIndex((line) => /^(RUN|COPY) /.test(line)),
    );
  });

  it.each(processes)('starts $name as the supervisor does, and asks its own /health', ({ name, metrics }) => {
    const start = workerStart(name);
    const program = relative(projectRoot, workerModules[name]);
    expect(entryPoint(name)).toEqual(['node', ...start.execArgv, program]);
    const env = environmentOf(name);
    expect(env).toMatchObject({ ...start.env, [metrics.setting]: String(metrics.port) });
    const check = wholeStage(name).find((line) => line.startsWith('HEALTHCHECK '));
    expect(check).toMatch(new RegExp(`CMD \\["node", "infra/containers/healthy.mjs", "${name}"\\]$`));
    expect(wholeStage(name).find((line) => line.startsWith('EXPOSE '))).toContain(String(metrics.port));
  });

  it('leaves out tools and the embedded engine', () => {
    const runs = stagesOf().filter(({ name }) => name.endsWith('-packages'));
    expect(runs).toHaveLength(5);
    for (const { from, instructions } of runs) {
      expect(from).toBe('manifests');
      expect(instructions.join()).toContain('npm ci --omit=dev --ignore-scripts');
    }
    expect(wholeStage('manifests').join()).toContain('npm pkg delete dependencies.chdb dependencies.ffi-rs');
  });
});
