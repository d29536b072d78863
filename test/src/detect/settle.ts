import { allDays } from '@ringtrace/detect/builds/days';
import { rebuildRollups } from '@ringtrace/detect/rollups/rebuild';
import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import { createTick, tick } from '@ringtrace/detect/worker/tick';
import type { Store } from '@ringtrace/platform/clickhouse';

/** Rounds of one worker, rollups included: it remembers from one to the next. */
export function roundsOf(target: Store): () => Promise<void> {
  const judge = createTick(target);
  return async () => {
    await judge(await allDays(target));
    await rebuildRollups(target);
  };
}

/**
 * Runs rounds until nothing is left to build, judge or merge. Without a given worker, each round has a worker of its
 * own.
 */
export async function settle(
  target: Store,
  round: () => Promise<unknown> = () => tick(target),
): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await round();
    const { dirtyMinutes, dirtyWindows } = await detectBacklog(target);
    if (dirtyMinutes + dirtyWindows === 0) return;
  }
  throw new Error('detection does not settle');
}
