import { projectRoot } from '@ringtrace/platform/config';
import { z } from 'zod';
import { dockerfile } from '../places.ts';
import type { BaseImages } from './base-images.ts';
import { docker } from './docker.ts';

/** Targets of the Dockerfile that are images. */
const targets = ['ingest', 'detect', 'cases', 'console', 'commands', 'feed', 'carriers'] as const;
export type Target = (typeof targets)[number];

/** Builds every image, on the given base, and returns their names. Packages come from npm's registry, over the machine's network. */
export async function buildImages(
  prefix: string,
  base: BaseImages,
): Promise<Readonly<Record<Target, string>>> {
  const name = (target: Target) => `${prefix}/${target}`;
  for (const target of targets)
    await docker(
      ...['build', '-q', '--network=host', '--target', target, '-t', name(target), '-f', dockerfile],
      ...['--build-arg', `BUILD_IMAGE=${base.build}`, '--build-arg', `RUN_IMAGE=${base.run}`],
      ...['--build-arg', `KAFKA_IMAGE=${base.kafka}`, '--build-arg', `JAVA_IMAGE=${base.java}`, projectRoot],
    );
  return {
    ingest: name('ingest'),
    detect: name('detect'),
    cases: name('cases'),
    console: name('console'),
    commands: name('commands'),
    feed: name('feed'),
    carriers: name('carriers'),
  };
}

/** Size of an image with all its layers, bytes. */
export const sizeOf = async (image: string): Promise<number> =>
  Number(await docker('image', 'inspect', '--format', '{{.Size}}', image));

/** As the compose files run a container: on a file system that can't be written, without rights. */
export const confined = [
  ...['--network', 'host', '--read-only', '--tmpfs', '/tmp:mode=1777,size=64m'],
  ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges:true'],
];

export const environment = (env: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : ['--env', `${name}=${value}`]));

const state = z.object({
  Status: z.string(),
  ExitCode: z.number(),
  OOMKilled: z.boolean(),
  Health: z.object({ Status: z.string() }).optional(),
});

export const stateOf = async (container: string) =>
  state.parse(JSON.parse(await docker('inspect', '--format', '{{json .State}}', container)));
