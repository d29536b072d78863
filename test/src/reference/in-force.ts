import { ReferenceLoader } from '@ringtrace/enrich/loader';
import type { Reference } from '@ringtrace/enrich/reference';
import type { Store } from '@ringtrace/platform/clickhouse';
import { createLog } from '@ringtrace/platform/log';

/** The reference data that a worker would hold for calls at a time (ms since 1970). */
export async function referenceInForce(store: Store, at: number): Promise<Reference> {
  const loader = new ReferenceLoader({ store, log: createLog('test', 'silent') });
  await loader.refresh();
  return (await loader.load(at)).reference;
}
