import { calledOf, sizeOfCalled } from '../features/called-blocks.ts';
import type { Features } from '../features/features.ts';
import { thresholds } from '../thresholds.ts';

export type InSequence = Pick<Features, 'sampled_called' | 'called_in_sequence'>;

/** By the hash of a block: the last digits that were called. */
type Called = ReadonlyMap<number, number>;

const isMostlyCalled = (digits: number) => sizeOfCalled(digits) >= thresholds.sequenceBlockNumbers;

/** How many of some called numbers are in blocks that all of them together call in sequence. The lines of one business are few blocks. */
export function countedIn(own: Called, all: Called): InSequence {
  const sequence = new Set([...all].flatMap(([block, digits]) => (isMostlyCalled(digits) ? [block] : [])));
  const isLong = sequence.size >= thresholds.sequenceBlocks;
  return {
    sampled_called: numbers(own, () => true),
    called_in_sequence: numbers(own, (block) => isLong && sequence.has(block)),
  };
}

const numbers = (called: Called, isCounted: (block: number) => boolean) =>
  [...called].reduce((sum, [block, digits]) => sum + (isCounted(block) ? sizeOfCalled(digits) : 0), 0);

/** The same of a segment's own calls, or of those of several segments together. */
export function ownSequence({ called_blocks }: Pick<Features, 'called_blocks'>): InSequence {
  const own = calledOf(called_blocks);
  return countedIn(own, own);
}
