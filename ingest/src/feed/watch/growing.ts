import type { FileHandle } from 'node:fs/promises';

/**
 * Bytes read at a time: as many as were read before, within these limits. So a file with a single call costs little
 * memory.
 */
const fewestBytes = 1 << 13;
const mostBytes = 1 << 18;
const chunkAt = (position: number) => Math.min(mostBytes, Math.max(fewestBytes, position));
/** The last bytes read that are kept to compare. A file that was emptied and written anew has other bytes there. */
const checkBytes = 256;

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Reads an open file from its beginning to its present end. The file stays open; a stream of Node would close it. */
export async function* readThrough(file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const chunk = await readAt(file, position, chunkAt(position));
    if (chunk.length === 0) return;
    position += chunk.length;
    yield chunk;
  }
}

/** The error of a reader that waits for more of a file that is no longer followed. */
export class Abandoned extends Error {
  override name = 'Abandoned';
}

/**
 * A stream of an open file that is still being written. At the file's present end, the reader waits until there is
 * more.
 */
export class GrowingFile {
  readonly #file: FileHandle;
  readonly #onWait: () => void;
  #position = 0;
  #before: Buffer = Buffer.alloc(0);
  /** Whether anything was read since the last `look`. If not, and that look was the last, the stream ends. */
  #grew = false;
  #last = false;
  #waiting: PromiseWithResolvers<void> | undefined;

  /** @param onWait is called when everything written so far was read and the reader waits. */
  constructor(file: FileHandle, onWait: () => void) {
    this.#file = file;
    this.#onWait = onWait;
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      const chunk = await readAt(this.#file, this.#position, chunkAt(this.#position));
      if (chunk.length > 0) {
        this.#grew = true;
        this.#position += chunk.length;
        this.#before = Buffer.concat([this.#before, chunk.subarray(-checkBytes)]).subarray(-checkBytes);
        yield chunk;
      } else if (this.#last && !this.#grew) return;
      else {
        this.#waiting = Promise.withResolvers();
        this.#onWait();
        await this.#waiting.promise;
      }
    }
  }

  /** Makes a waiting reader look for more. With `last`, the stream ends where there is nothing more now. */
  look(last: boolean): void {
    this.#last = last;
    this.#grew = false;
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  /** Whether the file no longer has the bytes that were read last. */
  async wasReplaced(): Promise<boolean> {
    const length = this.#before.length;
    return !(await readAt(this.#file, this.#position - length, length)).equals(this.#before);
  }

  /** Ends a waiting reader with Abandoned. */
  abandon(): void {
    this.#waiting?.reject(new Abandoned());
    this.#waiting = undefined;
  }
}
