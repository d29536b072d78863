import { readdirSync, rmSync, statSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, writeDurably } from './state.ts';

export interface SpooledBatch {
  /** Sequence number in the batch's source. Batches are sent in this order. */
  readonly sequence: number;
  readonly message: Buffer;
}

/** Batches on disk, one file each, until the broker takes them. */
export interface Spool {
  readonly batches: number;
  readonly bytes: number;
  /** The greatest sequence number in the spool; 0 where it is empty. */
  readonly lastSequence: number;
  /** Returns once the batches are on disk. After a crash before that, each batch is there complete or not at all. */
  add(batches: readonly SpooledBatch[]): Promise<void>;
  /** The oldest batches, together at most `bytes` bytes, but at least one batch. */
  oldest(bytes: number): Promise<SpooledBatch[]>;
  remove(batches: readonly SpooledBatch[]): Promise<void>;
}

const suffix = '.batch';
const nameOf = (sequence: number) => `${String(sequence).padStart(15, '0')}${suffix}`;

/** Opens a folder as a spool. Batches that an earlier run left are in it. */
export function openSpool(folder: string): Spool {
  makeFolder(folder);
  const names = readdirSync(folder);
  for (const draft of names.filter((name) => !name.endsWith(suffix))) rmSync(join(folder, draft));
  /** The size of each batch on disk by its sequence number, the oldest first. */
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

/** Writes the folder to disk. Without it, a new file's name could be lost when power fails. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
