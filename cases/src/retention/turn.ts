import type { Store } from '@ringtrace/platform/clickhouse';
import { endHolds } from '../work/cases.ts';
import { type Today, todayOf } from './clocks.ts';
import { everyDrop } from './queries.ts';
import { type Retention, type RetentionRun, runRetention } from './run.ts';
import type { Shards } from './shards.ts';

/** What one turn did. */
export interface RetentionTurn extends RetentionRun, Pick<Today, 'behind'> {
  /** Cases whose legal hold has ended by itself. */
  readonly released: readonly string[];
  /** URLs of nodes of the cluster that could not be reached: others of their shards did the work. */
  readonly away: readonly string[];
}

type Turn = Omit<Retention, 'shards' | 'today'> & {
  /** Connects to every shard. It is called only where records may go. */
  readonly open: () => Promise<Shards>;
};

/**
 * One turn of retention. Clocks are compared, and legal holds whose time is over end. Shards are asked only where a period is set, or
 * where a drop was begun before the periods were taken away.
 */
export async function takeTurn({ open, ...retention }: Turn): Promise<RetentionTurn> {
  const { store, periods, now } = retention;
  const { today, behind } = await todayOf(store, now());
  const released = endHolds(retention);
  if (!(await mayDrop(store, periods)))
    return { noted: [], dropped: [], released, behind: undefined, away: [] };
  const shards = await open();
  try {
    return { ...(await runRetention({ ...retention, today, shards })), released, behind, away: shards.away };
  } finally {
    await shards.close();
  }
}

const mayDrop = async (store: Store, periods: Retention['periods']) =>
  periods.size > 0 || (await store.query(everyDrop, {})).some(({ state }) => state === 'planned');
