import type { Store } from '@ringtrace/platform/clickhouse';
import { providersCsv } from '@ringtrace/simulator/reference-files';
import { loadReference } from '../../accuracy/store-world.ts';
import { providersFile } from '../traffic/network.ts';
import { labelledTraffic } from './labelled.ts';
import type { Plan } from './plan.ts';

/** Loads the providers of both networks of the traffic, and the other reference data of the labelled one. */
export async function loadNetworks(store: Store, plan: Plan): Promise<void> {
  const labelled = labelledTraffic(plan);
  const [, ...national] = providersFile().split('\n');
  await loadReference(store, labelled, providersCsv(labelled.world.providers.values()) + national.join('\n'));
}
