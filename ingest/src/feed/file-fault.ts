import { FeedError, type FeedRecord, isBad } from './format.ts';

/** Throws FeedError where what is wrong with a line is wrong with its whole file, such as a header without a column. */
export function stopAtFileFault(file: string, record: FeedRecord): void {
  if (!isBad(record) || record.wholeFile === undefined) return;
  throw new FeedError(`${file}: ${record.reason}; nothing of this file is sent`);
}
