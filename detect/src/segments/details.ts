import type { Store } from '@ringtrace/platform/clickhouse';
import type { z } from 'zod';
import type { HashedCounts } from '../features/counts.ts';
import { type LookedSegment, type OriginCounts, segmentDetails } from '../features/details.ts';
import type { CallOrigin, detailCounts } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import type { LastJudgement, RememberedSegment } from './last-judgement.ts';
import { type CallDetails, detailsOfBoth } from './more-calls.ts';
import { commonestOrigin } from './segment.ts';
import { beforeOf, type Unchanged } from './unchanged.ts';

export interface KeptSegment {
  readonly segment_id: string;
  readonly counts: HashedCounts;
}

/** What the calls of a segment tell beside its counts. */
export interface Looked {
  readonly details: z.infer<typeof detailCounts>;
  /** The commonest origin of its calls. */
  readonly origin: CallOrigin;
  /** All of them; undefined = they were taken over from an earlier judgement that is not known any more. */
  readonly origins: OriginCounts | undefined;
  /** What was written of the segment when it had the same calls; undefined = it had others. */
  readonly before: Unchanged | undefined;
}

/**
 * Details of segments by segment id. Those of the last judgement hold where a segment has the same calls as then.
 * Where it has more calls, only these are looked at. In all other cases all of its calls are.
 */
export async function detailsOf(
  store: Store,
  stage: Stage,
  kept: readonly KeptSegment[],
  last: LastJudgement,
): Promise<ReadonlyMap<string, Looked>> {
  const before = await beforeOf(
    store,
    stage,
    kept.map(({ segment_id, counts: { hour, content } }) => ({ hour, segment_id, content })),
    last,
  );
  const found = new Map<string, Looked>();
  for (const [segment_id, unchanged] of before.unchanged) {
    const { details, origin, origins } = unchanged;
    found.set(segment_id, { details, origin, origins, before: unchanged });
  }
  const changed = kept.filter(({ segment_id }) => !found.has(segment_id));
  for (const [segment_id, calls] of await lookAtNew(store, stage, changed, before.changed))
    found.set(segment_id, lookedAt(calls));
  const others = changed.filter(({ segment_id }) => !found.has(segment_id));
  for (const [segment_id, calls] of await lookAtCalls(store, stage, others, () => 0))
    found.set(segment_id, lookedAt(calls));
  return found;
}

const lookedAt = ({ details, origins }: CallDetails): Looked => ({
  details,
  origin: commonestOrigin(origins),
  origins,
  before: undefined,
});

/**
 * Looks at the calls that segments have beyond those of the last judgement, or at all where nothing is known of it. A
 * segment is left out where its calls are not those of before and some more: a call was corrected, or is of another
 * segment now.
 */
async function lookAtNew(
  store: Store,
  stage: Stage,
  changed: readonly KeptSegment[],
  before: ReadonlyMap<string, RememberedSegment>,
): Promise<(readonly [string, CallDetails])[]> {
  const former = new Map([...before].flatMap(([segment_id, remembered]) => withKeys(segment_id, remembered)));
  const looked = new Map(
    await lookAtCalls(store, stage, changed, (segment_id) => former.get(segment_id)?.keysBuild ?? 0),
  );
  return changed.flatMap(({ segment_id, counts: { content } }) => {
    const [remembered, calls] = [former.get(segment_id), looked.get(segment_id)];
    if (calls === undefined) return [];
    // The keys of its remembered calls may have been swept: then all of its calls were looked at.
    if (remembered === undefined || calls.told === content) return [[segment_id, calls] as const];
    const all = detailsOfBoth(remembered, calls);
    return all.told === content ? [[segment_id, all] as const] : [];
  });
}

interface WithKeys extends CallDetails {
  /** The build that wrote down the keys of these calls. */
  readonly keysBuild: number;
}

const withKeys = (
  segment_id: string,
  { segment, details, origins, content }: RememberedSegment,
): [string, WithKeys][] =>
  origins === undefined
    ? []
    : [[segment_id, { details, origins, told: content, keysBuild: segment.calls_build }]];

/** Looks at the calls of some segments, all but those whose keys the build `keysBuildOf` has written down; 0 = at all calls. */
async function lookAtCalls(
  store: Store,
  stage: Stage,
  segments: readonly KeptSegment[],
  keysBuildOf: (segment_id: string) => number,
): Promise<(readonly [string, CallDetails])[]> {
  if (segments.length === 0) return [];
  const idOf = new Map(segments.map(({ segment_id, counts }) => [counts.segment, segment_id]));
  const looked: LookedSegment[] = segments.map(({ segment_id, counts: { segment } }) => ({
    segment,
    segment_id,
    known_build: keysBuildOf(segment_id),
  }));
  const found = await store.query(segmentDetails, { ...stage, looked });
  return found.flatMap(({ segment, origins, told, ...details }) => {
    const segment_id = idOf.get(segment);
    return segment_id === undefined ? [] : [[segment_id, { details, origins, told }] as const];
  });
}
