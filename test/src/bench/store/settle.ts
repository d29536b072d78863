import { watchDays } from '@ringtrace/detect/builds/days';
import { createRound } from '@ringtrace/detect/worker/round';
import { lookForWork } from '@ringtrace/detect/worker/work';
import type { Store } from '@ringtrace/platform/clickhouse';
import { createLog } from '@ringtrace/platform/log';

/** A detect worker that publishes nothing. */
export function detecting(store: Store) {
  const round = createRound({ store, publish: async () => {}, log: createLog('bench', 'silent') });
  const watch = watchDays(store);
  return {
    round,
    /** Runs rounds until nothing is left to build, judge or merge. */
    async settle(): Promise<void> {
      do await round();
      while ((await lookForWork(store, watch, 1)).days.length > 0);
    },
  };
}
