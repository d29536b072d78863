import type { Store } from '@ringtrace/platform/clickhouse';
import { numbersInUseElsewhere } from '../features/elsewhere.ts';
import type { Features } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import { isMadeUp, ringsOnce } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { KeptSegment, Looked } from './details.ts';

type Elsewhere = Pick<Features, 'sampled_numbers' | 'elsewhere_numbers'>;

/**
 * Whether it tells something that a segment's numbers are in use elsewhere: of a source with many numbers that
 * somebody may hold. At a place that is unknown, the first leg is missing: calls of honest subscribers may fall
 * there, too.
 */
export const isSampled = ({ counts }: Pick<KeptSegment, 'counts'>) =>
  counts.kind === 'source' &&
  counts.place !== 'unknown' &&
  counts.calling_numbers >= thresholds.sampledNumbers &&
  !isMadeUp(counts) &&
  !ringsOnce(counts);

interface InUse {
  /** Numbers of a sample that are in use elsewhere. */
  readonly elsewhere: number;
  /** Those of the two homes, and of the two places, with the most of them. */
  readonly of_two_homes: number;
  readonly of_two_places: number;
}

/**
 * How many of the numbers in use elsewhere count. Numbers stolen from people have many homes. A business that dials
 * out by two or three providers has one or two others. So none counts where two homes have more than half of them.
 * Else those of these two homes do not count. A chain of branches has numbers in many exchanges, each of which may
 * look like a home. But all are at one or two places: so none counts where two places have nearly all of them.
 */
export const countedElsewhere = ({ elsewhere, of_two_homes, of_two_places }: InUse) =>
  2 * of_two_homes > elsewhere || of_two_places >= thresholds.elsewherePlacesShare * elsewhere
    ? 0
    : elsewhere - of_two_homes;

/**
 * How many numbers of each segment's sample are in use elsewhere, by segment id. It is asked each time: calls
 * elsewhere arrive without changing the segment's own.
 */
export async function elsewhereOf(
  store: Store,
  stage: Stage,
  kept: readonly KeptSegment[],
  details: ReadonlyMap<string, Pick<Looked, 'details'>>,
): Promise<ReadonlyMap<string, Elsewhere>> {
  const segments = kept.filter(isSampled).map(({ segment_id, counts: { hour, place_provider } }) => ({
    segment_id,
    hour,
    provider: place_provider,
    callers: details.get(segment_id)?.details.callers ?? [],
  }));
  if (segments.length === 0) return new Map();
  const sampled = segments.flatMap(({ callers, ...of }) =>
    callers.map((number_hash) => ({ ...of, number_hash })),
  );
  const found = new Map(
    (await store.query(numbersInUseElsewhere, { ...stage, sampled })).map(({ segment_id, ...inUse }) => [
      segment_id,
      countedElsewhere(inUse),
    ]),
  );
  return new Map(
    segments.map(({ segment_id, callers }) => [
      segment_id,
      { sampled_numbers: callers.length, elsewhere_numbers: found.get(segment_id) ?? 0 },
    ]),
  );
}
