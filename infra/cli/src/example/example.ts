import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import { feedFiles } from '@ringtrace/ingest/feed/publish';
import type { Store } from '@ringtrace/platform/clickhouse';
import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { feedTopic } from '@ringtrace/schemas/topics';
import { generateExample } from '@ringtrace/simulator/example';
import { z } from 'zod';

/** The example is the same for everyone: what is printed can be compared. */
const settings = { seed: 7, legs: 200_000 } as const;

const manifestFile = z.object({
  seed: z.number(),
  legs: z.number(),
  files: z.array(
    z.object({
      carrier: z.string(),
      format: z.string(),
      timezone: z.string(),
      path: z.string(),
      legs: z.number(),
    }),
  ),
  providers: z.string(),
  dno: z.string(),
  labels: z.string(),
});

export type Example = z.infer<typeof manifestFile> & { readonly directory: string };

/** The bundled example's files in `directory`, made there unless they lie there already. */
export async function prepareExample(directory: string): Promise<Example> {
  // The manifest is written last: where it is, everything is.
  const manifest = join(directory, 'manifest.json');
  if (!existsSync(manifest)) await generateExample({ ...settings, directory });
  return { ...manifestFile.parse(JSON.parse(readFileSync(manifest, 'utf8'))), directory };
}

/** Puts the example's reference files in force and makes its topics, so that the workers read all of them at once. */
export async function announceExample(example: Example, store: Store, kafka: Kafka): Promise<void> {
  await loadReferenceFile(store, 'providers', join(example.directory, example.providers));
  await loadReferenceFile(store, 'dno', join(example.directory, example.dno));
  await Promise.all(example.files.map(({ carrier }) => ensureTopic(kafka, feedTopic(carrier))));
}

interface ExampleFeed {
  readonly example: Example;
  readonly kafka: Kafka;
  readonly signal: AbortSignal;
  /** Hears how many legs have been sent in all. */
  readonly onFed: (legs: number) => void;
}

/** Publishes every carrier's file, until `signal` aborts. */
export async function feedExample({ example, kafka, signal, onFed }: ExampleFeed): Promise<void> {
  let before = 0;
  for (const { carrier, format, timezone, path } of example.files) {
    if (signal.aborted) return;
    const summary = await feedFiles({
      carrier,
      format,
      timezone,
      files: [join(example.directory, path)],
      kafka,
      signal,
      onProgress: ({ records }) => onFed(before + records),
    });
    before += summary.records;
  }
}
