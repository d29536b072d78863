import { detectBacklog } from '@ringtrace/detect/backlog';
import { tick } from '@ringtrace/detect/tick';
import type { Store } from '@ringtrace/platform/clickhouse';

/** Rounds until nothing is left to build, judge or merge. */
export async function settle(target: Store): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    await tick(target);
    const { dirtyMinutes, dirtyWindows } = await detectBacklog(target);
    if (dirtyMinutes + dirtyWindows === 0) return;
  }
  throw new Error('detection does not settle');
}
