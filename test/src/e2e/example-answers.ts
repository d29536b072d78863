import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Home } from './ringtrace.ts';

const manifestFile = z.object({
  files: z.array(
    z.object({
      carrier: z.string(),
      format: z.string(),
      timezone: z.string(),
      path: z.string(),
      legs: z.number(),
    }),
  ),
  campaigns: z.array(z.object({ name: z.string(), originProvider: z.string(), originReports: z.boolean() })),
});
type ExampleFile = z.infer<typeof manifestFile>['files'][number];

/** All results of detection, without ids and times of opening. */
export const verdicts = `
  SELECT calls, legs, calling_numbers, called_numbers, carriers, first_seen, last_seen, score, origin_provider,
    claimed_origin, entry_provider
  FROM campaigns WHERE status = 'open' ORDER BY calls, first_seen`;
export const stored = `
  SELECT count(), sum(cityHash64(carrier, start_time, call_id, calling_number, called_number, end_time, sip_code)) FROM cdr`;

/** What a store answers that depends on the records alone. */
export const answersOf = (home: Home): Promise<string[][]> =>
  Promise.all([stored, verdicts].map((sql) => home.rows(sql)));

const exampleOf = (home: Home) => join(home.directory, 'example');

/** The example that `ringtrace start` has made in a home. */
export const manifestOf = (home: Home) =>
  manifestFile.parse(JSON.parse(readFileSync(join(exampleOf(home), 'manifest.json'), 'utf8')));

/** Arguments of `ringtrace` that feed a file of a home's example. */
export const feedOf = (home: Home, { carrier, format, timezone, path }: ExampleFile): string[] => [
  ...['feed', '--carrier', carrier, '--format', format, '--timezone', timezone],
  join(exampleOf(home), path),
];

/** Loads the reference data of a home's example into another home. */
export async function loadExampleReference(from: Home, into: Home): Promise<void> {
  await into.ok(['reference', 'load', 'providers', join(exampleOf(from), 'providers.csv')]);
  await into.ok(['reference', 'load', 'dno', join(exampleOf(from), 'dno.txt')]);
}
