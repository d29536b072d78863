import type { Store } from '@ringtrace/platform/clickhouse';
import type { z } from 'zod';
import { type CallOrigin, type detailCounts, segmentDetails } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import { stageCalls } from '../features/stage.ts';
import type { HashedCounts } from '../features/sums.ts';
import type { Judgement } from './judgement.ts';
import { commonestOrigin, segmentId } from './segment.ts';
import { hasMembersOf, unchangedOf } from './unchanged.ts';

export interface KeptSegment {
  readonly segment_id: string;
  readonly counts: HashedCounts;
  readonly judgement: Judgement;
}

/** What the calls of a segment tell beside its counts, and the build that writes them. */
export interface Looked {
  readonly details: z.infer<typeof detailCounts>;
  readonly origin: CallOrigin;
  readonly calls_build: number;
}

/**
 * Details of segments by segment id: as they are stored where a segment has the same calls as before, else by a look at its calls,
 * which then are in `judge_stage`.
 */
export async function detailsOf(
  store: Store,
  stage: Stage,
  kept: readonly KeptSegment[],
): Promise<ReadonlyMap<string, Looked>> {
  const same = await unchangedOf(
    store,
    stage,
    kept.map(({ segment_id, counts: { hour, content } }) => ({ hour, segment_id, content })),
  );
  const known = new Map<string, Looked>();
  const changed: HashedCounts[] = [];
  for (const { segment_id, counts, judgement } of kept) {
    const found = same.get(segment_id);
    if (found !== undefined && hasMembersOf(judgement, found)) known.set(segment_id, found);
    else changed.push(counts);
  }
  return new Map([...known, ...(await lookAtCalls(store, stage, changed))]);
}

async function lookAtCalls(
  store: Store,
  stage: Stage,
  keys: readonly HashedCounts[],
): Promise<(readonly [string, Looked])[]> {
  if (keys.length === 0) return [];
  const { build } = stage;
  await store.run(stageCalls, { ...stage, keys });
  const found = await store.query(segmentDetails, { build });
  return found.map(({ origins, ...details }) => [
    segmentId(details),
    { details, origin: commonestOrigin(origins), calls_build: build },
  ]);
}
