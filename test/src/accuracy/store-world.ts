import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Label } from '@ringtrace/detect/evaluate/evaluate';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import type { Reference } from '@ringtrace/enrich/reference';
import { enrichRecord } from '@ringtrace/ingest/stages/enrich';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { drawnDno, drawnNumberBlocks, drawnPorted } from '@ringtrace/simulator/drawn/reference';
import type { DrawnTraffic } from '@ringtrace/simulator/drawn/traffic';
import { legsOf } from '@ringtrace/simulator/legs';
import { providersCsv } from '@ringtrace/simulator/reference-files';
import { store as storeRows } from '../detect/feed.ts';
import { referenceInForce } from '../reference/in-force.ts';

const rowsPerInsert = 200_000;

/**
 * The truth about a leg. `kind` is the kind of its caller, such as a bulk caller or everyday calls. `near`: the call's
 * origin or the provider after it reports.
 */
export type TrueLabel = Label & { readonly kind: string; readonly near: boolean };

/**
 * Stores every reported leg of some traffic as the ingest worker would, but without Kafka. Returns the truth about each
 * leg.
 */
export async function storeWorld(store: Store, traffic: DrawnTraffic): Promise<TrueLabel[]> {
  const reference = await loadReference(store, traffic);
  const labels: TrueLabel[] = [];
  let rows: CdrRow[] = [];
  for (const call of traffic.calls()) {
    const near = call.path.slice(0, 2).some((provider) => provider.member);
    for (const { provider, campaign, cdr } of legsOf(call)) {
      rows.push(enrichRecord(provider.id, cdr, reference));
      labels.push({ carrier: provider.id, call_id: cdr.call_id, campaign, kind: call.kind, near });
    }
    if (rows.length < rowsPerInsert) continue;
    await storeRows(store, rows);
    rows = [];
  }
  await storeRows(store, rows);
  return labels;
}

/** Loads what a group would know of a drawn network: providers, the do-not-originate list, number blocks, ported numbers. */
export async function loadReference(
  store: Store,
  traffic: DrawnTraffic,
  providers = providersCsv(traffic.world.providers.values()),
  numberBlocks = drawnNumberBlocks(traffic),
): Promise<Reference> {
  const directory = await mkdtemp(join(tmpdir(), 'ringtrace-world-'));
  const load = async (kind: string, text: string) => {
    const file = join(directory, kind);
    await writeFile(file, text);
    await loadReferenceFile(store, kind, file);
  };
  try {
    await load('providers', providers);
    await load('dno', drawnDno());
    await load('number-blocks', numberBlocks);
    await load('ported', drawnPorted(traffic));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return referenceInForce(store, 0);
}
