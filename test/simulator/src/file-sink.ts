import { type FileHandle, open } from 'node:fs/promises';

/** Bytes held before `drain` is worth a write. */
const capacity = 1 << 18;

/**
 * A text file that is written piece by piece. Text that waits is held as bytes, because many strings would burden the
 * garbage collector.
 */
export class FileSink {
  #bytes = Buffer.allocUnsafe(2 * capacity);
  #size = 0;
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<FileSink> {
    return new FileSink(await open(path, 'w'));
  }

  /** Adds a line or two. Call `drain` when `full` is true. */
  add(text: string): void {
    const most = this.#size + 3 * text.length;
    if (most > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], 2 * most);
    this.#size += this.#bytes.write(text, this.#size);
  }

  /** Whether `drain` should be called. */
  get full(): boolean {
    return this.#size >= capacity;
  }

  async drain(): Promise<void> {
    await this.#file.writeFile(this.#bytes.subarray(0, this.#size));
    this.#size = 0;
  }

  async close(): Promise<void> {
    await this.drain();
    await this.#file.close();
  }
}
