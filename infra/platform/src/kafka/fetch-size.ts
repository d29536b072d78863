/**
 * So many bytes of one fetch are decompressed before the rest is left for the next. A megabyte of zeros fits into one
 * kilobyte: a fetch of 8 MB that holds only such batches, each within its own limit, would otherwise fill any memory.
 */
export const fetchLimit = 64 * 1024 * 1024;

/** By the memory of a fetch's answer: all of its record batches are views into it. */
const sizes = new WeakMap<ArrayBufferLike, number>();

/** Notes that compressed records of a fetch became so many bytes. */
export function noteDecompressed({ buffer }: Buffer, bytes: number): void {
  sizes.set(buffer, (sizes.get(buffer) ?? 0) + bytes);
}

/** Whether a fetch's answer has become as large as one may. */
export const isFetchFull = ({ buffer }: Buffer): boolean => (sizes.get(buffer) ?? 0) >= fetchLimit;
