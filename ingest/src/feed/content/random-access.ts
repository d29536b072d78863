import type { FileHandle } from 'node:fs/promises';

/** Bytes that can be read from anywhere: a zip archive says at its end what is in it. */
export interface RandomAccess {
  readonly size: number;
  /** So many bytes from there, fewer where it ends before. */
  readonly read: (position: number, length: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

/** An open file's, which stays open. */
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
