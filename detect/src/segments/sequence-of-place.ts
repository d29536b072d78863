import { calledOf } from '../features/called-blocks.ts';
import { placeName } from '../features/segment-key.ts';
import type { KeptSegment, Looked } from './details.ts';
import { countedIn, type InSequence } from './sequence.ts';

/**
 * How many of each segment's called numbers are in blocks that all kept calls of its place and hour call in sequence, by segment id: a sequence may be shared among many calling
 * numbers. Of a segment with more blocks than a sample has, the others are not known: so it may be too few numbers, never too many.
 */
export function inSequence(
  kept: readonly KeptSegment[],
  looked: ReadonlyMap<string, Pick<Looked, 'details' | 'origin'>>,
): ReadonlyMap<string, InSequence> {
  const segments = kept.flatMap(({ segment_id, counts: { hour } }) => {
    const of = looked.get(segment_id);
    if (of === undefined) return [];
    return { segment_id, place: `${hour} ${placeName(of.origin)}`, blocks: of.details.called_blocks };
  });
  const places = [...Map.groupBy(segments, ({ place }) => place).values()];
  return new Map(
    places.flatMap((own) => {
      const all = calledOf(own.flatMap(({ blocks }) => blocks));
      return own.map(({ segment_id, blocks }) => [segment_id, countedIn(calledOf(blocks), all)] as const);
    }),
  );
}
