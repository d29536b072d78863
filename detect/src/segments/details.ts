import type { Store } from '@ringtrace/platform/clickhouse';
import type { z } from 'zod';
import type { HashedCounts } from '../features/counts.ts';
import { segmentDetails } from '../features/details.ts';
import type { CallOrigin, detailCounts } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import type { LastJudgement } from './last-judgement.ts';
import { commonestOrigin } from './segment.ts';
import { type Unchanged, unchangedOf } from './unchanged.ts';

export interface KeptSegment {
  readonly segment_id: string;
  readonly counts: HashedCounts;
}

/** What the calls of a segment tell beside its counts. */
export interface Looked {
  readonly details: z.infer<typeof detailCounts>;
  readonly origin: CallOrigin;
  /** What was written of the segment when it had the same calls; undefined = it had others. */
  readonly before: Unchanged | undefined;
}

/** Details of segments by segment id: those of the last judgement where a segment has the same calls as then, else by a look at its calls. */
export async function detailsOf(
  store: Store,
  stage: Stage,
  kept: readonly KeptSegment[],
  last: LastJudgement,
): Promise<ReadonlyMap<string, Looked>> {
  const same = await unchangedOf(
    store,
    stage,
    kept.map(({ segment_id, counts: { hour, content } }) => ({ hour, segment_id, content })),
    last,
  );
  const known = kept.flatMap(({ segment_id }) => {
    const found = same.get(segment_id);
    if (found === undefined) return [];
    const { details, origin } = found;
    return [[segment_id, { details, origin, before: found }] as const];
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
    return [[segment_id, { details, origin: commonestOrigin(origins), before: undefined }] as const];
  });
}
