import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cycle } from './traffic.ts';

/** What is known of a cycle beside its messages. */
type Told = Omit<Cycle, 'messages'>;

/** A cycle whose requests are ready to be sent. */
export interface ReadyCycle extends Told {
  readonly requests: readonly Buffer[];
}

/** Where the requests of a cycle lie in the file. */
interface Written {
  readonly told: Told;
  readonly position: number;
  readonly lengths: readonly number[];
}

const sumOf = (lengths: readonly number[]) => lengths.reduce((sum, length) => sum + length, 0);

/**
 * Cycles that were drawn, encoded and compressed before they are sent. All that costs as much CPU as taking the CDRs in, and would be taken
 * for load of the whole path. Requests lie in a temporary file: about 80 bytes a CDR. Memory holds those of one cycle.
 */
export class DrawnAhead {
  readonly #folder: string;
  readonly #file: FileHandle;
  readonly #cycles: Written[] = [];
  #end = 0;

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  static async open(): Promise<DrawnAhead> {
    const folder = await mkdtemp(join(tmpdir(), 'ringtrace-drawn-'));
    return new DrawnAhead(folder, await open(join(folder, 'requests'), 'w+'));
  }

  async add({ requests, ...told }: ReadyCycle): Promise<void> {
    const lengths = requests.map(({ length }) => length);
    await this.#file.write(Buffer.concat(requests), 0, sumOf(lengths), this.#end);
    this.#cycles.push({ told, position: this.#end, lengths });
    this.#end += sumOf(lengths);
  }

  /** The cycles in the order in which they were added. The requests of one are overwritten by those of the next. */
  async *cycles(): AsyncGenerator<ReadyCycle> {
    const most = this.#cycles.reduce((bytes, { lengths }) => Math.max(bytes, sumOf(lengths)), 0);
    const memory = Buffer.alloc(most);
    for (const { told, position, lengths } of this.#cycles) {
      const size = sumOf(lengths);
      const { bytesRead } = await this.#file.read(memory, 0, size, position);
      if (bytesRead < size) throw new Error(`the file of drawn traffic ends ${size - bytesRead} bytes early`);
      let at = 0;
      yield {
        ...told,
        requests: lengths.map((length) => {
          at += length;
          return memory.subarray(at - length, at);
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
