import { FeedError, type FeedRecord, isBad } from './format.ts';

/** Throws FeedError where the fault of a line concerns its whole file, such as a header that lacks a column. */
export function stopAtFileFault(file: string, record: FeedRecord): void {
  if (!isBad(record) || record.wholeFile === undefined) return;
  throw new FeedError(`${file}: ${record.reason}; nothing of this file is sent`);
}
