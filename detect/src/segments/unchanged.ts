import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, timeS } from '@ringtrace/schemas/columns';
import { verdicts } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { type CallOrigin, callOrigin, detailCounts } from '../features/features.ts';
import { type Stage, within } from '../features/kept-calls.ts';
import type { Judgement } from './judgement.ts';
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
  AND (hour, build) IN (SELECT bucket, build FROM builds FINAL WHERE rollup = 'judge' AND ${within('bucket', 0)})
  AND (hour, segment_id, content) IN (SELECT hour, segment_id, content FROM judged)`,
});

/** What was written of a segment whose calls have not changed. */
export interface Unchanged {
  readonly verdict: Judgement['verdict'];
  readonly member_bins: readonly number[];
  /** The build that wrote down the keys of its calls. */
  readonly calls_build: number;
  readonly origin: CallOrigin;
  readonly details: z.infer<typeof detailCounts>;
}

/** The same by segment id. */
export async function unchangedOf(
  store: Store,
  stage: Stage,
  judged: readonly { hour: number; segment_id: string; content: string }[],
): Promise<ReadonlyMap<string, Unchanged>> {
  const found = await store.query(unchangedSegments, { ...stage, judged });
  return new Map(
    found.map(({ segment_id, verdict, member_bins, calls_build, features: details, ...origin }) => [
      segment_id,
      { verdict, member_bins, calls_build, origin, details },
    ]),
  );
}

/** Whether the members that an unchanged segment has by a new judgement are those it had. An ordinary one has none. */
export function hasMembersOf(
  judgement: Judgement,
  { verdict, member_bins }: Pick<Unchanged, 'verdict' | 'member_bins'>,
): boolean {
  if (judgement.verdict === 'ordinary') return true;
  return verdict !== 'ordinary' && memberBins(judgement).join() === member_bins.join();
}
