import type { Store } from '@ringtrace/platform/clickhouse';
import type { z } from 'zod';
import type { HashedCounts } from '../features/counts.ts';
import { type LookedSegment, type OriginCounts, segmentDetails } from '../features/details.ts';
import type { CallOrigin, detailCounts } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import { settledUntil } from '../features/settled.ts';
import type { LastJudgement, RememberedSegment } from './last-judgement.ts';
import { addedUp, type CallDetails, type SettledCalls } from './more-calls.ts';
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
  /** What its settled calls tell of that. */
  readonly settled: SettledCalls | undefined;
  /** What was written of the segment when it had the same calls; undefined = it had others. */
  readonly before: Unchanged | undefined;
}

/** Up to when the calls of an hour are settled, ms since 1970. */
type SettledAt = (hour: number) => number;

/**
 * Details of segments by segment id. Those of the last judgement hold where a segment has the same calls as then. Where it has others, details
 * of its settled calls hold, and only its other calls are looked at. Where a settled call has changed, all of its calls are.
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
  const settledAt = await settledTimes(store, stage);
  const found = new Map<string, Looked>();
  for (const { segment_id, counts } of kept) {
    const unchanged = before.unchanged.get(segment_id);
    if (unchanged !== undefined) found.set(segment_id, takenOver(unchanged, counts, settledAt));
  }
  const changed = kept.filter(({ segment_id }) => !found.has(segment_id));
  const remembered = settledCalls(before.changed);
  for (const [segment_id, looked] of await lookAtNew(store, stage, changed, remembered, settledAt))
    found.set(segment_id, looked);
  const others = changed.filter(({ segment_id }) => !found.has(segment_id));
  for (const [segment_id, parts] of await lookAtCalls(store, stage, others, new Map(), settledAt))
    found.set(segment_id, lookedAt(parts));
  return found;
}

async function settledTimes(store: Store, stage: Stage): Promise<SettledAt> {
  const found = await store.query(settledUntil, stage);
  const times = new Map(found.map(({ hour, settled_ms }) => [hour, settled_ms]));
  return (hour) => times.get(hour) ?? 0;
}

/** Where all its calls are settled by now, all that is known of the segment is known of settled calls. */
function takenOver(unchanged: Unchanged, { hour, content }: HashedCounts, settledAt: SettledAt): Looked {
  const { details, origin, origins } = unchanged;
  const until_ms = settledAt(hour);
  const isSettled = origins !== undefined && details.last_ms < until_ms;
  const settled = isSettled ? { details, origins, told: content, until_ms } : unchanged.settled;
  return { details, origin, origins, settled, before: unchanged };
}

/** What is known of a segment's settled calls, and the build that wrote down the keys of its calls. */
interface Remembered extends SettledCalls {
  readonly keysBuild: number;
}

const settledCalls = (before: ReadonlyMap<string, RememberedSegment>): ReadonlyMap<string, Remembered> =>
  new Map(
    [...before].flatMap(([segment_id, { settled, segment }]) =>
      settled === undefined ? [] : [[segment_id, { ...settled, keysBuild: segment.calls_build }]],
    ),
  );

/** Two disjoint parts of the calls of a segment; undefined = there are none. */
interface Parts {
  readonly settled: SettledCalls | undefined;
  readonly others: CallDetails | undefined;
}

/**
 * Looks at the calls that segments have beyond the remembered ones, or at all where nothing is remembered. A segment is left out where its
 * calls are not those that are remembered and some more: a call was corrected, or is of another segment now.
 */
async function lookAtNew(
  store: Store,
  stage: Stage,
  changed: readonly KeptSegment[],
  remembered: ReadonlyMap<string, Remembered>,
  settledAt: SettledAt,
): Promise<(readonly [string, Looked])[]> {
  const looked = await lookAtCalls(store, stage, changed, remembered, settledAt);
  return changed.flatMap(({ segment_id, counts: { content } }) => {
    const [former, parts] = [remembered.get(segment_id), looked.get(segment_id)];
    if (parts === undefined) return [];
    // The keys of its remembered calls may have been swept: then all of its calls were looked at.
    if (former === undefined || allOf(parts).told === content)
      return [[segment_id, lookedAt(parts)] as const];
    const together = { ...parts, settled: withFormer(former, parts.settled) };
    return allOf(together).told === content ? [[segment_id, lookedAt(together)] as const] : [];
  });
}

const withFormer = ({ keysBuild: _, ...former }: Remembered, more: SettledCalls | undefined): SettledCalls =>
  more === undefined ? former : { ...addedUp(former, more), until_ms: more.until_ms };

function allOf({ settled, others }: Parts): CallDetails {
  if (settled !== undefined && others !== undefined) return addedUp(settled, others);
  const one = settled ?? others;
  if (one === undefined) throw new Error('a segment without calls');
  return one;
}

function lookedAt(parts: Parts): Looked {
  const { details, origins } = allOf(parts);
  return { details, origin: commonestOrigin(origins), origins, settled: parts.settled, before: undefined };
}

/** Looks at the calls of some segments that are not remembered, by segment id. */
async function lookAtCalls(
  store: Store,
  stage: Stage,
  segments: readonly KeptSegment[],
  remembered: ReadonlyMap<string, Remembered>,
  settledAt: SettledAt,
): Promise<ReadonlyMap<string, Parts>> {
  if (segments.length === 0) return new Map();
  const looked = segments.map(({ segment_id, counts: { segment, hour } }): LookedSegment => {
    const { keysBuild: known_build = 0, until_ms: known_ms = 0 } = remembered.get(segment_id) ?? {};
    const settle_ms = Math.max(known_ms, settledAt(hour));
    return { segment, segment_id, known_build, known_ms, settle_ms };
  });
  const found = Map.groupBy(
    await store.query(segmentDetails, { ...stage, looked }),
    ({ segment }) => segment,
  );
  return new Map(
    looked.flatMap(({ segment, segment_id, settle_ms }) => {
      const parts = found.get(segment);
      return parts === undefined ? [] : [[segment_id, partsOf(parts, settle_ms)]];
    }),
  );
}

type FoundDetails = z.infer<typeof segmentDetails.row>;

function partsOf(found: readonly FoundDetails[], until_ms: number): Parts {
  const part = (settled: boolean): CallDetails | undefined => {
    const one = found.find(({ is_settled }) => is_settled === settled);
    if (one === undefined) return undefined;
    const { segment: _, is_settled: _settled, origins, told, ...details } = one;
    return { details, origins, told };
  };
  const settled = part(true);
  return { settled: settled && { ...settled, until_ms }, others: part(false) };
}
