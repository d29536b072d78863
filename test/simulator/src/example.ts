import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelledCall } from './call.ts';
import { FileSink } from './file-sink.ts';
import { type FormatName, formats } from './formats/format.ts';
import { legsOf } from './legs.ts';
import {
  type BulkCaller,
  type Campaign,
  Counts,
  describeBulkCallers,
  describeCampaigns,
} from './manifest.ts';
import type { Provider } from './providers.ts';
import { dnoList, providersCsv } from './reference-files.ts';
import { callsIn } from './simulate.ts';
import { createWorld, type Settings } from './world.ts';

/** A switch file of the example; the path is relative to the example's directory. */
export type ExampleFile = {
  readonly carrier: string;
  readonly format: FormatName;
  readonly timezone: string;
  readonly path: string;
  readonly legs: number;
};

/** What manifest.json says: the files, and the truth about what is in them. */
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

/** The carriers' files of one example and its labels, filled call by call. */
class ExampleFiles {
  readonly #carriers: readonly Carrier[];
  readonly #byId: ReadonlyMap<string, Carrier>;
  readonly #labels: FileSink;

  private constructor(carriers: readonly Carrier[], labels: FileSink) {
    this.#carriers = carriers;
    this.#byId = new Map(carriers.map((c) => [c.file.carrier, c]));
    this.#labels = labels;
  }

  static async create(directory: string, providers: Iterable<Provider>): Promise<ExampleFiles> {
    const carriers: Carrier[] = [];
    for (const p of providers) if (p.member) carriers.push(await openCarrier(directory, p));
    const labels = await FileSink.create(join(directory, 'labels.csv'));
    labels.add('carrier,call_id,campaign\n');
    return new ExampleFiles(carriers, labels);
  }

  /** Writes every reported leg of a call; returns how many. */
  async write(call: LabelledCall): Promise<number> {
    const legs = legsOf(call);
    for (const { provider, campaign, cdr } of legs) {
      const carrier = this.#byId.get(provider.id);
      if (carrier === undefined) continue;
      const { text, callId } = carrier.record(cdr);
      carrier.legs += 1;
      carrier.sink.add(text);
      this.#labels.add(`${provider.id},${callId},${campaign}\n`);
      if (carrier.sink.full) await carrier.sink.drain();
    }
    if (this.#labels.full) await this.#labels.drain();
    return legs.length;
  }

  async close(): Promise<readonly ExampleFile[]> {
    await Promise.all([this.#labels, ...this.#carriers.map((c) => c.sink)].map((sink) => sink.close()));
    return this.#carriers.map(({ file, legs }) => ({ ...file, legs }));
  }
}

type Carrier = {
  readonly file: Omit<ExampleFile, 'legs'>;
  readonly sink: FileSink;
  readonly record: ReturnType<(typeof formats)[FormatName]['open']>;
  legs: number;
};

async function openCarrier(directory: string, { id, format, timezone }: Provider): Promise<Carrier> {
  const { extension, open } = formats[format];
  const path = `${id}.${extension}`;
  return {
    file: { carrier: id, format, timezone, path },
    sink: await FileSink.create(join(directory, path)),
    record: open({ carrier: id, timezone }),
    legs: 0,
  };
}

/**
 * Writes the example into `directory` (made where it is missing): a switch file for each reporting carrier,
 * labels.csv, providers.csv, dno.txt and manifest.json. The same settings give the same bytes.
 * @throws where `legs` is too small to hold every kind of traffic
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
  for (const call of calls) counts.add(call, await files.write(call));
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
