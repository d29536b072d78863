import { FeedError, type FeedFormat, type FeedRecord, isBad } from './format.ts';
import { openFile, standardInput } from './open-file.ts';

/** Throws FeedError where what is wrong with a line is wrong with its whole file, such as a header without a column. */
export function stopAtFileFault(file: string, record: FeedRecord): void {
  if (!isBad(record) || record.wholeFile === undefined) return;
  throw new FeedError(`${file}: ${record.reason}; nothing of this file is sent`);
}

/** Throws FeedError for the first file whose beginning shows that it can't be read so; not of standard input. */
export async function lookAtFiles(
  format: FeedFormat,
  timezone: string | undefined,
  files: readonly string[],
): Promise<void> {
  for (const file of files) {
    if (file === standardInput) continue;
    const bytes = openFile(file, () => {});
    for await (const record of format.open({ timezone }).read(bytes, file)) {
      stopAtFileFault(file, record);
      break;
    }
  }
}
