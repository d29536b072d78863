import { Damaged } from './content/damage.ts';
import { stopAtFileFault } from './file-fault.ts';
import type { FeedReader } from './format.ts';
import { isKept, openMembers } from './open-file.ts';

/** Of one file, as it lies there: more than most archives, and soon read. */
const mostChecked = 256_000_000;

/**
 * Reads the first record of each file, and of each member of an archive in its first 256 MB: what the format can't read
 * at all is told before anything is sent. A pipe can't be read twice and is not looked at. Throws FeedError.
 * @param open gives a reader that nothing else uses.
 */
export async function checkContents(files: readonly string[], open: () => FeedReader): Promise<void> {
  for (const file of files) {
    try {
      if (await isKept(file)) await checkContent(file, open);
    } catch (error) {
      // As much of it as can be read is fed; then the damage is told.
      if (!(error instanceof Damaged)) throw error;
    }
  }
}

async function checkContent(file: string, open: () => FeedReader): Promise<void> {
  let checked = 0;
  const members = openMembers(file, (bytes) => {
    checked += bytes;
  });
  for await (const { name, content } of members) {
    const records = open().read(content, name)[Symbol.asyncIterator]();
    const first = await records.next();
    await records.return?.();
    if (first.done !== true) stopAtFileFault(name, first.value);
    if (checked > mostChecked) return;
  }
}
