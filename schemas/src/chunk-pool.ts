/** Bytes of an ordinary chunk: far less than a column of a full block, far more than one batch adds to a column. */
export const chunkBytes = 1 << 18;

/** A chunk of memory: the columns of a block are written into chunks. */
export interface Chunk {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly view: DataView;
}

/**
 * Most free chunks that are kept: 272 MB. A worker has two blocks of 120 MB each, and a partly filled chunk for each
 * column. Further chunks go back to the system.
 */
const mostKept = (272 << 20) / chunkBytes;
const free: Chunk[] = [];

/**
 * A chunk of `size` bytes with arbitrary content. Chunks of `chunkBytes` are used again: a worker needs hundreds of
 * megabytes every few seconds, and allocating these anew (clearing them, collecting garbage) was measured to take half
 * of the ingest worker's time.
 */
export function takeChunk(size: number): Chunk {
  const known = size === chunkBytes ? free.pop() : undefined;
  if (known !== undefined) return known;
  const bytes = Buffer.allocUnsafeSlow(size);
  return { bytes, view: new DataView(bytes.buffer) };
}

/** Takes chunks back for further use. The caller must not read them any more. */
export function giveBack(chunks: Iterable<Chunk>): void {
  for (const chunk of chunks) {
    if (chunk.bytes.length === chunkBytes && free.length < mostKept) free.push(chunk);
  }
}
