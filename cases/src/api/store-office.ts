import { findCandidate } from '@ringtrace/detect/candidates/explain';
import type { Store } from '@ringtrace/platform/clickhouse';
import { readCard } from '../providers/card.ts';
import { readScorecards } from '../providers/scorecard.ts';
import { readReport } from '../report/report.ts';
import { callersOfCampaign } from '../verdicts/callers.ts';
import { livePrecision, seenCandidate } from '../verdicts/queries.ts';
import type { Desk } from '../work/desk.ts';
import { pageOf } from './lists.ts';
import type { Office } from './office.ts';

/** The store can't be asked now. */
export class StoreAwayError extends Error {
  override name = 'StoreAwayError';
}

/**
 * The office of a running instance. Its lists and findings come from the store.
 * @param measured called before figures of now are read; resolves once records are measured, or when that takes long
 */
export const storeOffice = (desk: Desk, store: Store, measured: () => Promise<void>): Office => ({
  desk,
  page: (list, wanted) => asked(() => pageOf(store, list, wanted)),
  findings: {
    candidate: (id) => asked(() => seenCandidate(store, id)),
    explained: (id) => asked(() => findCandidate(store, id)),
    callers: (campaign_id) => asked(() => callersOfCampaign(store, campaign_id)),
    precision: () => asked(() => livePrecision(store)),
  },
  async report(period, as_of) {
    if (as_of === undefined) await measured();
    return asked(() => readReport(store, desk.log, { ...period, as_of: as_of ?? desk.now() }));
  },
  providers: {
    async cards(as_of) {
      if (as_of === undefined) await measured();
      return asked(() => readScorecards(store, as_of ?? desk.now()));
    },
    async card(id, as_of) {
      if (as_of === undefined) await measured();
      return asked(() => readCard(store, desk.log, id, as_of ?? desk.now()));
    },
  },
});

async function asked<R>(ask: () => Promise<R>): Promise<R> {
  try {
    return await ask();
  } catch (error) {
    throw new StoreAwayError('the store does not answer now: try again', { cause: error });
  }
}
