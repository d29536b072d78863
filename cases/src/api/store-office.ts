import type { Store } from '@ringtrace/platform/clickhouse';
import { callersOfCampaign } from '../verdicts/callers.ts';
import { livePrecision, seenCandidate } from '../verdicts/queries.ts';
import type { Desk } from '../work/desk.ts';
import { pageOf } from './lists.ts';
import type { Office } from './office.ts';

/** The store can't be asked now. */
export class StoreAwayError extends Error {
  override name = 'StoreAwayError';
}

/** The office of a running instance. Its lists and findings come from the store. */
export const storeOffice = (desk: Desk, store: Store): Office => ({
  desk,
  page: (list, wanted) => asked(() => pageOf(store, list, wanted)),
  findings: {
    candidate: (id) => asked(() => seenCandidate(store, id)),
    callers: (campaign_id) => asked(() => callersOfCampaign(store, campaign_id)),
    precision: () => asked(() => livePrecision(store)),
  },
});

async function asked<R>(ask: () => Promise<R>): Promise<R> {
  try {
    return await ask();
  } catch (error) {
    throw new StoreAwayError('the store does not answer now: try again', { cause: error });
  }
}
