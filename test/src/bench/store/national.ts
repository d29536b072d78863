import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import { feedTopic } from '@ringtrace/schemas/topics';
import { feedMessage } from '../traffic/framing.ts';
import { providersFile } from '../traffic/network.ts';
import { type TrafficOptions, traffic } from '../traffic/traffic.ts';
import { storeMessages } from './store-messages.ts';

/** Every message of the national network's feeds. */
export function* nationalMessages(options: TrafficOptions): Generator<FeedMessage> {
  let offset = 0;
  for (const batch of traffic(options)) {
    const { carrier, producedAt } = batch;
    yield {
      topic: feedTopic(carrier),
      partition: 0,
      offset,
      timestamp: producedAt,
      value: feedMessage(batch),
    };
    offset += 1;
  }
}

/** Stores the national network's traffic with the ingest worker's stages, with the network's providers loaded. */
export async function storeNationalTraffic(store: Store, options: TrafficOptions): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'ringtrace-traffic-'));
  try {
    const file = join(directory, 'providers.csv');
    writeFileSync(file, providersFile());
    await loadReferenceFile(store, 'providers', file);
    await storeMessages(store, nationalMessages(options));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
