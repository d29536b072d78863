/**
 * Blocks of ten called numbers: the numbers that differ in the last digit alone. Who has a list of people calls few numbers of a block. Who dials
 * one number after the other calls nearly all of them, in whatever order and with whatever pauses.
 *
 * Of each segment, a sample of the blocks is kept: those with the smallest hashes, rising. Each is one whole number: the hash of the block
 * (32 bits), and a bit for each last digit that was called. A sample of samples is that of all their calls.
 */

/** So many blocks are in a sample. */
export const sampledBlocks = 64;
/** A block has so many numbers: ten bits for the last digits called. */
const size = 10;
const digits = 2 ** size;

/** SQL, of one call: its called number, as the hash of its block and the last digit. Needs `called_number`. */
export const calledLine = `${size} * toUInt32(cityHash64(intDiv(called_number, ${size}))) + called_number % ${size}`;

/** SQL: the sample of arrays of different `calledLine`, of each group. No more lines than this can be of the blocks with the smallest hashes. */
export const blocksOfLines = (lines: string) => {
  const smallest = `arraySlice(arraySort(groupUniqArrayArray(${lines})), 1, ${sampledBlocks * size})`;
  const blocks = `arraySplit((line, rise) -> intDiv(line, ${size}) != intDiv(line - rise, ${size}), ${smallest}, arrayDifference(${smallest}))`;
  return `arrayMap(block -> intDiv(block[1], ${size}) * ${digits} + arraySum(arrayMap(line -> bitShiftLeft(toUInt64(1), line % ${size}), block)),
    arraySlice(${blocks}, 1, ${sampledBlocks}))`;
};

/** By the hash of each block of some samples: the last digits that were called. */
export function calledOf(blocks: readonly number[]): Map<number, number> {
  const called = new Map<number, number>();
  for (const block of blocks) {
    const hash = Math.floor(block / digits);
    called.set(hash, (called.get(hash) ?? 0) | (block % digits));
  }
  return called;
}

/** The sample of all the calls that some samples are of. */
export const blocksTogether = (samples: readonly (readonly number[])[]): number[] =>
  [...calledOf(samples.flat())]
    .sort(([a], [b]) => a - b)
    .slice(0, sampledBlocks)
    .map(([hash, called]) => hash * digits + called);

/** How many last digits were called. */
export function sizeOfCalled(called: number): number {
  let count = 0;
  for (let rest = called; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
