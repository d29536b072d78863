import type { Store } from '@ringtrace/platform/clickhouse';
import { watchDays } from '../builds/days.ts';
import { countUnpublished } from './publish.ts';
import { lookForWork } from './work.ts';

export interface Backlog {
  /** Buckets of rollups whose arrivals are not built yet. */
  readonly dirtyMinutes: number;
  /** Hours not judged yet, and hours judged but not merged into campaigns yet. */
  readonly dirtyWindows: number;
  /** Candidates whose newest revision has not reached the topic yet. */
  readonly unpublished: number;
}

/** What detection has still to do; all zero = idle. Whoever asks again and again keeps a `watch`: then each look is cheap. */
export async function detectBacklog(store: Store, watch = watchDays(store)): Promise<Backlog> {
  const { minutes, windows } = await lookForWork(store, watch);
  const [waiting] = await store.query(countUnpublished, {});
  return { dirtyMinutes: minutes, dirtyWindows: windows, unpublished: waiting?.candidates ?? 0 };
}
