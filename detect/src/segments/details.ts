import type { Store } from '@ringtrace/platform/clickhouse';
import type { z } from 'zod';
import { segmentDetails } from '../features/details.ts';
import type { CallOrigin, detailCounts } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import type { HashedCounts } from '../features/sums.ts';
import type { Judgement } from './judgement.ts';
import { commonestOrigin } from './segment.ts';
import { hasMembersOf, unchangedOf } from './unchanged.ts';

export interface KeptSegment {
  readonly segment_id: string;
  readonly counts: HashedCounts;
  readonly judgement: Judgement;
}

/** What the calls of a segment tell beside its counts, and the build that writes down the keys of its calls. */
export interface Looked {
  readonly details: z.infer<typeof detailCounts>;
  readonly origin: CallOrigin;
  readonly calls_build: number;
}

/** Details of segments by segment id: as they are stored where a segment has the same calls as before, else by a look at its calls. */
export async function detailsOf(
  store: Store,
  stage: Stage,
  kept: readonly KeptSegment[],
): Promise<ReadonlyMap<string, Looked>> {
  const { build } = stage;
  const same = await unchangedOf(
    store,
    stage,
    kept.map(({ segment_id, counts: { hour, content } }) => ({ hour, segment_id, content })),
  );
  const known = kept.flatMap(({ segment_id, judgement }) => {
    const found = same.get(segment_id);
    if (found === undefined) return [];
    const { details, origin } = found;
    const calls_build = hasMembersOf(judgement, found) ? found.calls_build : build;
    return [[segment_id, { details, origin, calls_build }] as const];
  });
  const changed = kept.filter(({ segment_id }) => !same.has(segment_id));
  return new Map([...known, ...(await lookAtCalls(store, stage, changed))]);
}

async function lookAtCalls(
  store: Store,
  stage: Stage,
  segments: readonly KeptSegment[],
): Promise<(readonly [string, Looked])[]> {
  if (segments.length === 0) return [];
  const idOf = new Map(segments.map(({ segment_id, counts }) => [counts.segment, segment_id]));
  const found = await store.query(segmentDetails, {
    ...stage,
    looked: segments.map(({ counts: { segment } }) => ({ segment })),
  });
  return found.flatMap(({ segment, origins, ...details }) => {
    const segment_id = idOf.get(segment);
    if (segment_id === undefined) return [];
    return [[segment_id, { details, origin: commonestOrigin(origins), calls_build: stage.build }] as const];
  });
}
