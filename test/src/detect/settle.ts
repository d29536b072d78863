import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import { tick } from '@ringtrace/detect/worker/tick';
import type { Store } from '@ringtrace/platform/clickhouse';

/** Rounds until nothing is left to build, judge or merge; each by a worker of its own unless said. */
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
