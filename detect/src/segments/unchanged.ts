import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, timeS } from '@ringtrace/schemas/columns';
import { verdicts } from '@ringtrace/schemas/tables/campaigns';
import { currentHours } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import type { OriginCounts } from '../features/details.ts';
import { type CallOrigin, callOrigin, detailCounts } from '../features/features.ts';
import { type Stage, within } from '../features/kept-calls.ts';
import type { Judgement } from './judgement.ts';
import type { LastJudgement, RememberedSegment } from './last-judgement.ts';
import { memberBins } from './segment.ts';

const storedDetails = z.object({ features: detailCounts });

/**
 * Segments as the last judgement of their hour has written them, of those whose calls are the same as now.
 * @public A test sends long lists of every exported statement.
 */
export const unchangedSegments = defineQuery<
  Stage & { judged: readonly { hour: number; segment_id: string; content: string }[] }
>()({
  name: 'segments with the same calls as before',
  lists: { judged: rows({ hour: timeS(), segment_id: text(), content: text() }) },
  row: z.object({
    segment_id: z.string(),
    verdict: z.enum(verdicts),
    member_bins: z.array(z.number()),
    calls_build: z.number(),
    ...callOrigin.shape,
    features: z.string().transform((json) => storedDetails.parse(JSON.parse(json)).features),
  }),
  sql: `
SELECT segment_id, verdict, member_bins, calls_build, ${Object.keys(callOrigin.shape).join(', ')}, features
FROM segments_store
WHERE ${within('hour', 0)}
  AND (hour, build) IN (${currentHours} AND ${within('bucket', 0)})
  AND (hour, segment_id, content) IN (SELECT hour, segment_id, content FROM judged)`,
});

/** The current builds of a stage's hours. */
const currentBuilds = defineQuery<Stage>()({
  name: 'current builds of hours',
  row: z.object({ hour: z.number(), build: z.number() }),
  sql: `SELECT toUnixTimestamp(bucket) AS hour, build FROM (${currentHours} AND ${within('bucket', 0)})`,
});

/** What was written of a segment whose calls have not changed. */
export interface Unchanged {
  readonly verdict: Judgement['verdict'];
  readonly member_bins: readonly number[];
  /** The build that wrote down the keys of its calls. */
  readonly calls_build: number;
  readonly origin: CallOrigin;
  readonly origins: OriginCounts | undefined;
  readonly details: z.infer<typeof detailCounts>;
}

/** A segment that is judged, and the hash of its calls. */
interface WithContent {
  readonly hour: number;
  readonly segment_id: string;
  readonly content: string;
}

/** Some segments, by segment id, as they were written before. */
export interface Before {
  /** Those whose calls have not changed. */
  readonly unchanged: ReadonlyMap<string, Unchanged>;
  /** Those that had other calls, as far as they are still known. */
  readonly changed: ReadonlyMap<string, RememberedSegment>;
}

/** What was written of some segments. Of hours that `last` does not know, the store is asked for the unchanged ones. */
export async function beforeOf(
  store: Store,
  stage: Stage,
  judged: readonly WithContent[],
  last: LastJudgement,
): Promise<Before> {
  const builds = await store.query(currentBuilds, stage);
  const before = new Map(builds.map((judgedHour) => [judgedHour.hour, last.of(judgedHour)]));
  const unchanged = new Map<string, Unchanged>();
  const changed = new Map<string, RememberedSegment>();
  for (const { hour, segment_id, content } of judged) {
    const remembered = before.get(hour)?.get(segment_id);
    if (remembered === undefined) continue;
    if (remembered.content === content) unchanged.set(segment_id, takenOver(remembered));
    else changed.set(segment_id, remembered);
  }
  // An hour that was never judged has nothing to read.
  const others = judged.filter(({ hour }) => before.has(hour) && before.get(hour) === undefined);
  for (const [segment_id, stored] of await readUnchanged(store, stage, others))
    unchanged.set(segment_id, stored);
  return { unchanged, changed };
}

const takenOver = ({
  segment: { verdict, calls_build },
  member_bins,
  origin,
  origins,
  details,
}: RememberedSegment): Unchanged => ({
  verdict,
  member_bins,
  calls_build,
  origin,
  origins,
  details,
});

async function readUnchanged(
  store: Store,
  stage: Stage,
  judged: readonly WithContent[],
): Promise<(readonly [string, Unchanged])[]> {
  if (judged.length === 0) return [];
  const found = await store.query(unchangedSegments, { ...stage, judged });
  return found.map(({ segment_id, verdict, member_bins, calls_build, features: details, ...origin }) => [
    segment_id,
    { verdict, member_bins, calls_build, origin, origins: undefined, details },
  ]);
}

/** Whether the members that an unchanged segment has by a new judgement are those it had. An ordinary one has none. */
export function hasMembersOf(
  judgement: Judgement,
  { verdict, member_bins }: Pick<Unchanged, 'verdict' | 'member_bins'>,
): boolean {
  if (judgement.verdict === 'ordinary') return true;
  return verdict !== 'ordinary' && memberBins(judgement).join() === member_bins.join();
}
