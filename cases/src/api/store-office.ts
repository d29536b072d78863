import { findCandidate } from '@ringtrace/detect/candidates/stored-candidates';
import { successorOf } from '@ringtrace/detect/candidates/successor';
import type { Store } from '@ringtrace/platform/clickhouse';
import { readCard } from '../providers/card.ts';
import { readScorecards } from '../providers/scorecard.ts';
import { readReport } from '../report/report.ts';
import { caughtUp } from '../store/copy.ts';
import { callersOfCampaign } from '../verdicts/callers.ts';
import { livePrecision, seenCandidate } from '../verdicts/queries.ts';
import type { Desk } from '../work/desk.ts';
import { pageOf } from './lists.ts';
import type { Office, Packages } from './office.ts';

/** The store can't be asked now. */
export class StoreAwayError extends Error {
  override name = 'StoreAwayError';
}

interface Around {
  /** Checks the whole log. */
  readonly checkLog: Office['checkLog'];
  /** Copies new events into the store; resolves once that is done, or when it takes long. */
  readonly copied: () => Promise<void>;
  /** Measures the days whose records have changed; resolves once that is done, or when it takes long. */
  readonly measured: () => Promise<void>;
  readonly packages: Packages;
}

/** The office of a running instance. Its lists and findings come from the store. */
export function storeOffice(
  desk: Desk,
  store: Store,
  { checkLog, copied, measured, packages }: Around,
): Office {
  /** Whatever is read as of a moment must not change later: the store has all events up to now, and now lies behind them. */
  async function momentOf(as_of: number | undefined): Promise<number> {
    if (as_of === undefined) await measured();
    const moment = as_of ?? desk.now();
    if (await asked(() => caughtUp(desk.log, store, copied))) return moment;
    throw new StoreAwayError('the store does not have all of casework yet: try again');
  }

  return {
    desk,
    checkLog,
    packages,
    async page(list, wanted) {
      if (wanted.as_of !== undefined) await momentOf(wanted.as_of);
      return asked(() => pageOf(store, list, wanted));
    },
    findings: {
      candidate: (id) => asked(() => seenCandidate(store, id)),
      explained: (id) => asked(() => findCandidate(store, id)),
      successor: (campaign_id) => asked(() => successorOf(store, campaign_id)),
      callers: (campaign_id) => asked(() => callersOfCampaign(store, campaign_id)),
      precision: () => asked(() => livePrecision(store)),
    },
    async report(period, as_of) {
      const moment = await momentOf(as_of);
      return asked(() => readReport(store, desk.log, { ...period, as_of: moment }));
    },
    providers: {
      async cards(as_of) {
        const moment = await momentOf(as_of);
        return asked(() => readScorecards(store, moment));
      },
      async card(id, as_of) {
        const moment = await momentOf(as_of);
        return asked(() => readCard(store, desk.log, id, moment));
      },
    },
  };
}

async function asked<R>(ask: () => Promise<R>): Promise<R> {
  try {
    return await ask();
  } catch (error) {
    throw new StoreAwayError('the store does not answer now: try again', { cause: error });
  }
}
