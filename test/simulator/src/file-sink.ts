import { type FileHandle, open } from 'node:fs/promises';

const capacity = 1 << 18;

/** A text file written piece by piece: holds what is not drained as bytes (held strings would burden the collector). */
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

  /** A line or two at a time; drain when `full`. */
  add(text: string): void {
    const most = this.#size + 3 * text.length;
    if (most > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], 2 * most);
    this.#size += this.#bytes.write(text, this.#size);
  }

  /** Whether enough is held for `drain` to pay. */
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
