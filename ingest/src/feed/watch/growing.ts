import type { FileHandle } from 'node:fs/promises';

/** A file is read in pieces as large as what came before them: one that holds a single call costs little memory. */
const fewestBytes = 1 << 13;
const mostBytes = 1 << 18;
const chunkAt = (position: number) => Math.min(mostBytes, Math.max(fewestBytes, position));
/** So many bytes before the place reached are compared: a file that was emptied and written anew has others there. */
const checkBytes = 256;

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** An open file from its beginning to where it ends now. Leaves it open, which a stream of Node's own does not. */
export async function* readThrough(file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const chunk = await readAt(file, position, chunkAt(position));
    if (chunk.length === 0) return;
    position += chunk.length;
    yield chunk;
  }
}

/** What a reader gets that waits for more of a file nobody follows any longer. */
export class Abandoned extends Error {
  override name = 'Abandoned';
}

/** An open file that is still being written, as one stream: at its end the reader waits until there is more. */
export class GrowingFile {
  readonly #file: FileHandle;
  readonly #onWait: () => void;
  #position = 0;
  #before: Buffer = Buffer.alloc(0);
  /** What is read since the last look; none where that one was to be the last ends the stream. */
  #grew = false;
  #last = false;
  #waiting: PromiseWithResolvers<void> | undefined;

  /** @param onWait is called when all that is there was read and the reader waits. */
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

  /** Has a waiting reader look again; `last`: where there is nothing more now, there never will be. */
  look(last: boolean): void {
    this.#last = last;
    this.#grew = false;
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  /** Whether the file no longer begins with what was read of it. */
  async wasReplaced(): Promise<boolean> {
    const length = this.#before.length;
    return !(await readAt(this.#file, this.#position - length, length)).equals(this.#before);
  }

  /** Ends a waiting reader with an error. */
  abandon(): void {
    this.#waiting?.reject(new Abandoned());
    this.#waiting = undefined;
  }
}
