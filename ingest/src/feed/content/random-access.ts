import type { FileHandle } from 'node:fs/promises';

/** Bytes that can be read at any offset. A zip archive needs this, because its list of files stands at its end. */
export interface RandomAccess {
  readonly size: number;
  /** Reads `length` bytes from `position` on. Fewer where the file ends before. */
  readonly read: (position: number, length: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

/** Access to an open file. The file stays open. */
export async function accessOf(handle: FileHandle): Promise<RandomAccess> {
  const { size } = await handle.stat();
  return {
    size,
    async read(position, length) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    },
    close: async () => {},
  };
}
