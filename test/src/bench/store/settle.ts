import { watchDays } from '@ringtrace/detect/days';
import { createRound } from '@ringtrace/detect/run';
import { lookForWork } from '@ringtrace/detect/work';
import type { Store } from '@ringtrace/platform/clickhouse';
import { createLog } from '@ringtrace/platform/log';

/** Rounds of a detect worker that publishes nowhere. */
export const roundsOf = (store: Store) =>
  createRound({ store, publish: async () => {}, log: createLog('bench', 'silent') });

/** One round after another until nothing is left to build, judge or merge. */
export async function settle(store: Store, round: () => Promise<unknown>): Promise<void> {
  const watch = watchDays(store);
  do await round();
  while ((await lookForWork(store, watch, 1)).days.length > 0);
}
