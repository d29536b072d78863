import { readdirSync, rmSync, statSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, writeDurably } from './state.ts';

export interface SpooledBatch {
  /** Its source's sequence number: the order in which batches are sent. */
  readonly sequence: number;
  readonly message: Buffer;
}

/** Batches on disk, one a file, until the broker takes them. */
export interface Spool {
  readonly batches: number;
  readonly bytes: number;
  /** The greatest sequence in it; 0 where it is empty. */
  readonly lastSequence: number;
  /** Returns once they are on disk; a crash before leaves each there as a whole or not at all. */
  add(batches: readonly SpooledBatch[]): Promise<void>;
  /** The oldest ones, together at most so many bytes, one at least. */
  oldest(bytes: number): Promise<SpooledBatch[]>;
  remove(batches: readonly SpooledBatch[]): Promise<void>;
}

const suffix = '.batch';
const nameOf = (sequence: number) => `${String(sequence).padStart(15, '0')}${suffix}`;

/** Opens a folder as a spool, with what an earlier run left in it. */
export function openSpool(folder: string): Spool {
  makeFolder(folder);
  const names = readdirSync(folder);
  for (const draft of names.filter((name) => !name.endsWith(suffix))) rmSync(join(folder, draft));
  /** Sequence and size, the oldest first. */
  const held = new Map(
    names
      .filter((name) => name.endsWith(suffix))
      .sort()
      .map((name) => [Number.parseInt(name, 10), statSync(join(folder, name)).size] as const),
  );
  let total = held.values().reduce((sum, size) => sum + size, 0);
  const pathOf = (sequence: number) => join(folder, nameOf(sequence));
  return {
    get batches() {
      return held.size;
    },
    get bytes() {
      return total;
    },
    get lastSequence() {
      return [...held.keys()].at(-1) ?? 0;
    },
    async add(batches) {
      for (const { sequence, message } of batches) {
        await writeDurably(pathOf(sequence), message);
        held.set(sequence, message.length);
        total += message.length;
      }
      await syncFolder(folder);
    },
    async oldest(bytes) {
      const batches: SpooledBatch[] = [];
      let taken = 0;
      for (const [sequence, size] of held) {
        if (batches.length > 0 && taken + size > bytes) break;
        batches.push({ sequence, message: await readFile(pathOf(sequence)) });
        taken += size;
      }
      return batches;
    },
    async remove(batches) {
      for (const { sequence } of batches) {
        await rm(pathOf(sequence), { force: true });
        total -= held.get(sequence) ?? 0;
        held.delete(sequence);
      }
    },
  };
}

/** New names are on disk only once their folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
