import type { Store } from '@ringtrace/platform/clickhouse';
import { markCalls } from './mark.ts';
import { stitchCalls } from './stitch.ts';

/** Hours of a build, from `first` until before `end`, whole seconds since 1970. */
export type Stage = {
  readonly build: number;
  readonly first: number;
  readonly end: number;
};

/** Fills `judge_stage` with the calls of a build's planned hours. */
export async function stageCalls(store: Store, stage: Stage): Promise<void> {
  await store.command(stitchCalls, stage);
  await store.command(markCalls, stage);
  await store.command(`ALTER TABLE judge_calls DROP PARTITION ${stage.build}`);
}
