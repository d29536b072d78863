/**
 * Once this many bytes of a fetch are decompressed, its other record batches are fetched again later. A megabyte of
 * zeros compresses to a kilobyte: a fetch of 8 MB with such record batches, each within its own limit, could fill any
 * memory.
 */
export const fetchLimit = 64 * 1024 * 1024;

/** Decompressed bytes by fetch. The key is the memory of the response: all its record batches are views into it. */
const sizes = new WeakMap<ArrayBufferLike, number>();

/** Adds the decompressed size of a record batch; `buffer` is the memory of its fetch. */
export function noteDecompressed({ buffer }: Buffer, bytes: number): void {
  sizes.set(buffer, (sizes.get(buffer) ?? 0) + bytes);
}

/** Whether the limit of a fetch is reached. */
export const isFetchFull = ({ buffer }: Buffer): boolean => (sizes.get(buffer) ?? 0) >= fetchLimit;
