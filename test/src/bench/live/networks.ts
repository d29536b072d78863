import type { Store } from '@ringtrace/platform/clickhouse';
import { drawnNumberBlocks } from '@ringtrace/simulator/drawn/reference';
import { providersCsv } from '@ringtrace/simulator/reference-files';
import { loadReference } from '../../accuracy/store-world.ts';
import { providersFile } from '../traffic/network.ts';
import { numberBlockRows } from '../traffic/numbers.ts';
import { type Labelled, labelledTraffic } from './labelled.ts';
import type { Plan } from './plan.ts';

/** Loads the providers and number blocks of both networks of the traffic, and the other reference data of the labelled one. */
export async function loadNetworks(store: Store, plan: Plan): Promise<void> {
  const labelled = labelledTraffic(plan);
  const [, ...national] = providersFile().split('\n');
  const providers = providersCsv(labelled.world.providers.values()) + national.join('\n');
  await loadReference(store, labelled, providers, numberBlocksOf(labelled));
}

/**
 * number-blocks.csv of both networks. Without the national blocks, all callers of the national mix would count as unassigned. The mix has
 * no calls of the exchanges that both networks have: these are the labelled network's.
 */
function numberBlocksOf(labelled: Labelled): string {
  const own = drawnNumberBlocks(labelled);
  const exchangeOf = (row: string) => row.slice(0, 'npa,nxx'.length);
  const taken = new Set(own.split('\n').map(exchangeOf));
  const national = numberBlockRows().filter((row) => !taken.has(exchangeOf(row)));
  return `${own}${national.join('\n')}\n`;
}
