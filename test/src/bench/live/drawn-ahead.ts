import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cycle } from './traffic.ts';

/** Where the message values of a cycle lie in the file, and what else is known of the cycle. */
interface Drawn extends Omit<Cycle, 'messages'> {
  readonly position: number;
  readonly bytes: number;
  readonly messages: readonly {
    readonly topic: string;
    readonly key: string | null;
    readonly bytes: number;
  }[];
}

/**
 * Cycles that were drawn before they are sent. Drawing a CDR costs as much CPU as taking it in, and would be taken for load of the
 * whole path. Message values lie in a temporary file: a few minutes at a high rate are gigabytes.
 */
export class DrawnAhead {
  readonly #folder: string;
  readonly #file: FileHandle;
  readonly #cycles: Drawn[] = [];
  #end = 0;

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  static async open(): Promise<DrawnAhead> {
    const folder = await mkdtemp(join(tmpdir(), 'ringtrace-drawn-'));
    return new DrawnAhead(folder, await open(join(folder, 'messages'), 'w+'));
  }

  async add({ messages, ...cycle }: Cycle): Promise<void> {
    const values = messages.map(({ value }) => value ?? Buffer.alloc(0));
    const bytes = values.reduce((sum, { length }) => sum + length, 0);
    await this.#file.write(Buffer.concat(values), 0, bytes, this.#end);
    this.#cycles.push({
      ...cycle,
      position: this.#end,
      bytes,
      messages: messages.map(({ topic, key }, i) => ({ topic, key, bytes: values[i]?.length ?? 0 })),
    });
    this.#end += bytes;
  }

  /** The cycles in the order in which they were added. */
  async *cycles(): AsyncGenerator<Cycle> {
    for (const { position, bytes, messages, ...cycle } of this.#cycles) {
      const values = Buffer.alloc(bytes);
      await this.#file.read(values, 0, bytes, position);
      let at = 0;
      yield {
        ...cycle,
        messages: messages.map(({ topic, key, bytes: length }) => {
          const value = values.subarray(at, at + length);
          at += length;
          return { topic, key, value };
        }),
      };
    }
  }

  /** Removes the file. */
  async close(): Promise<void> {
    await this.#file.close();
    await rm(this.#folder, { recursive: true });
  }
}
