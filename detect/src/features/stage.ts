import type { Store } from '@ringtrace/platform/clickhouse';
import type { Stage } from './kept-calls.ts';
import { markCalls } from './mark.ts';
import { stitchMinutes } from './minutes.ts';

/** Fills `judge_stage` with the calls of a build's planned hours. */
export async function stageCalls(store: Store, stage: Stage): Promise<void> {
  await stitchMinutes(store, stage);
  await store.command(markCalls, stage);
}
