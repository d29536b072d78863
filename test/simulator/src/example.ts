import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExampleFile, ExampleFiles } from './example-files.ts';
import {
  type BulkCaller,
  type Campaign,
  Counts,
  describeBulkCallers,
  describeCampaigns,
} from './manifest.ts';
import { dnoList, providersCsv } from './reference-files.ts';
import { callsIn } from './simulate.ts';
import { createWorld, type Settings } from './world.ts';

/** The content of manifest.json: the files, and the truth about the traffic in them. */
export type ExampleManifest = {
  readonly seed: number;
  readonly calls: number;
  readonly legs: number;
  readonly files: readonly ExampleFile[];
  readonly providers: string;
  readonly dno: string;
  readonly labels: string;
  readonly campaigns: readonly Campaign[];
  readonly bulkCallers: readonly BulkCaller[];
};

/**
 * Writes the example into `directory`, which is created where it is missing: a switch file for each reporting carrier,
 * labels.csv, providers.csv, dno.txt and manifest.json. The same settings give the same bytes.
 * @throws Error where `legs` is too small to hold every kind of traffic.
 */
export async function generateExample({
  directory,
  legs = 200_000,
  ...settings
}: Omit<Settings, 'legs'> & {
  readonly legs?: number;
  readonly directory: string;
}): Promise<ExampleManifest> {
  const world = createWorld({ ...settings, legs });
  const calls = callsIn(world, legs);
  await mkdir(directory, { recursive: true });
  const providers = [...world.providers.values()];
  await writeFile(join(directory, 'providers.csv'), providersCsv(providers));
  await writeFile(join(directory, 'dno.txt'), dnoList());
  const files = await ExampleFiles.create(directory, providers);
  const counts = new Counts();
  for (const call of calls) {
    counts.add(call, files.write(call));
    if (files.full) await files.drain();
  }
  const manifest: ExampleManifest = {
    seed: settings.seed,
    ...counts.total,
    files: await files.close(),
    providers: 'providers.csv',
    dno: 'dno.txt',
    labels: 'labels.csv',
    campaigns: describeCampaigns(world, counts),
    bulkCallers: describeBulkCallers(world, counts),
  };
  await writeFile(join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
