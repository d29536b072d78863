import type { Store } from '@ringtrace/platform/clickhouse';
import { numbersElsewhere } from '../features/elsewhere.ts';
import type { Features } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import { isMadeUp, ringsOnce } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { KeptSegment, Looked } from './details.ts';

type Elsewhere = Pick<Features, 'sampled_numbers' | 'elsewhere_numbers'>;

/** Whether it tells something that a segment's numbers are in use elsewhere: of a source with many numbers that somebody may hold. */
const isAsked = ({ counts }: KeptSegment) =>
  counts.kind === 'source' &&
  counts.calling_numbers >= thresholds.sampledNumbers &&
  !isMadeUp(counts) &&
  !ringsOnce(counts);

/**
 * How many numbers of each segment's sample are in use elsewhere, by segment id. It is asked each time: calls elsewhere arrive without
 * changing the segment's own.
 */
export async function elsewhereOf(
  store: Store,
  stage: Stage,
  kept: readonly KeptSegment[],
  details: ReadonlyMap<string, Pick<Looked, 'details'>>,
): Promise<ReadonlyMap<string, Elsewhere>> {
  const asked = kept.filter(isAsked).map(({ segment_id, counts: { hour, place_provider } }) => ({
    segment_id,
    hour,
    provider: place_provider,
    callers: details.get(segment_id)?.details.callers ?? [],
  }));
  if (asked.length === 0) return new Map();
  const sampled = asked.flatMap(({ callers, ...of }) =>
    callers.map((number_hash) => ({ ...of, number_hash })),
  );
  const found = new Map(
    (await store.query(numbersElsewhere, { ...stage, sampled })).map(({ segment_id, elsewhere }) => [
      segment_id,
      elsewhere,
    ]),
  );
  return new Map(
    asked.map(({ segment_id, callers }) => [
      segment_id,
      { sampled_numbers: callers.length, elsewhere_numbers: found.get(segment_id) ?? 0 },
    ]),
  );
}
