import { type FileHandle, open } from 'node:fs/promises';

const chunk = 1 << 19;

/** A text file written piece by piece: holds about half a MB before it must be drained. */
export class FileSink {
  #held: string[] = [];
  #size = 0;
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<FileSink> {
    return new FileSink(await open(path, 'w'));
  }

  add(text: string): void {
    this.#held.push(text);
    this.#size += text.length;
  }

  /** Whether enough is held for `drain` to pay. */
  get full(): boolean {
    return this.#size >= chunk;
  }

  async drain(): Promise<void> {
    const text = this.#held.join('');
    this.#held = [];
    this.#size = 0;
    await this.#file.appendFile(text);
  }

  async close(): Promise<void> {
    await this.drain();
    await this.#file.close();
  }
}
