/** Blocks are cut into pieces of this size: small beside a column of a block, large beside a batch's share of it. */
export const chunkBytes = 1 << 18;

/** A piece of memory that blocks are written into. */
export interface Chunk {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly view: DataView;
}

/** As much as a worker's two blocks take, 120 MB each and a begun piece a column. What is more goes back to the system. */
const mostKept = (272 << 20) / chunkBytes;
const free: Chunk[] = [];

/**
 * A piece of `size` bytes; its content is anything. Those of `chunkBytes` are used again. A block takes hundreds of megabytes each few seconds:
 * fetched anew from the system, clearing and collecting them was half of the ingest worker's time.
 */
export function takeChunk(size: number): Chunk {
  const known = size === chunkBytes ? free.pop() : undefined;
  if (known !== undefined) return known;
  const bytes = Buffer.allocUnsafeSlow(size);
  return { bytes, view: new DataView(bytes.buffer) };
}

/** Nobody may read it any more. */
export function giveBack(chunks: Iterable<Chunk>): void {
  for (const chunk of chunks) {
    if (chunk.bytes.length === chunkBytes && free.length < mostKept) free.push(chunk);
  }
}
