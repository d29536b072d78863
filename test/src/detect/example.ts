import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Label } from '@ringtrace/detect/evaluate/evaluate';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import { isGood } from '@ringtrace/ingest/feed/format';
import { formatNamed } from '@ringtrace/ingest/feed/formats';
import { enrichRecord } from '@ringtrace/ingest/stages/enrich';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { generateExample } from '@ringtrace/simulator/example';
import { referenceInForce } from '../reference/in-force.ts';

export interface Example {
  readonly rows: readonly CdrRow[];
  readonly labels: readonly Label[];
}

/** The simulator's switch files, read and enriched as the pipeline does it, without Kafka. */
export async function exampleRows(
  store: Store,
  settings: { seed: number; legs: number; reportingShare?: number },
): Promise<Example> {
  const directory = await mkdtemp(join(tmpdir(), 'ringtrace-example-'));
  try {
    const manifest = await generateExample({ directory, ...settings });
    await loadReferenceFile(store, 'providers', join(directory, manifest.providers));
    await loadReferenceFile(store, 'dno', join(directory, manifest.dno));
    const inForce = await referenceInForce(store, 0);
    const rows: CdrRow[] = [];
    for (const { carrier, format, timezone, path } of manifest.files) {
      const source = createReadStream(join(directory, path));
      for await (const record of formatNamed(format).open({ timezone }).read(source, path)) {
        if (isGood(record)) rows.push(enrichRecord(carrier, record.cdr, inForce));
      }
    }
    return { rows, labels: parseLabels(await readFile(join(directory, manifest.labels), 'utf8')) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function parseLabels(csv: string): Label[] {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [carrier = '', call_id = '', campaign = ''] = line.split(',');
      return { carrier, call_id, campaign };
    });
}
