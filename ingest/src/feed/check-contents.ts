import { Damaged } from './content/damage.ts';
import { stopAtFileFault } from './file-fault.ts';
import type { FeedReader } from './format.ts';
import { isKept, openMembers } from './open-file.ts';

/** Most bytes read of one file, as it lies on disk, before the check of that file ends. */
const mostChecked = 256_000_000;

/**
 * Reads the first record of each file, and of each file of an archive within its first 256 MB. So a file that the
 * format can't read is reported before anything is sent. Pipes are left out, because they can't be read twice. Throws
 * FeedError.
 * @param open gives a new reader. It must not be the one that reads the files later.
 */
export async function checkContents(files: readonly string[], open: () => FeedReader): Promise<void> {
  for (const file of files) {
    try {
      if (await isKept(file)) await checkContent(file, open);
    } catch (error) {
      // The part that can be read is fed first. The feed itself then reports the damage.
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
