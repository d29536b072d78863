import type { Store } from '@ringtrace/platform/clickhouse';
import { endHolds } from '../work/cases.ts';
import { everyDrop } from './queries.ts';
import { type Retention, type RetentionRun, runRetention } from './run.ts';
import type { Shards } from './shards.ts';

type Turn = Omit<Retention, 'shards'> & {
  /** Connects to every shard. It is called only where records may go. */
  readonly open: () => Promise<Shards>;
};

/**
 * One turn of retention. Legal holds whose time is over end first, whatever else fails. Shards are asked only where a period is set, or
 * where a drop was begun before the periods were taken away.
 */
export async function takeTurn({ open, ...retention }: Turn): Promise<RetentionRun> {
  const released = endHolds(retention);
  if (!(await mayDrop(retention.store, retention.periods))) return { noted: [], dropped: [], released };
  const shards = await open();
  try {
    return { ...(await runRetention({ ...retention, shards })), released };
  } finally {
    await shards.close();
  }
}

const mayDrop = async (store: Store, periods: Retention['periods']) =>
  periods.size > 0 || (await store.query(everyDrop, {})).some(({ state }) => state === 'planned');
