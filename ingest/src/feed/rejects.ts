import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BadLine, FeedError } from './format.ts';

/** The file that collects refused lines as they came. Once corrected, this file can be fed by itself. */
export interface RejectsFile {
  write(line: BadLine): void;
  close(): void;
}

/**
 * Creates the file, or empties it. Only its owner can read it, because the lines hold called numbers. Throws FeedError
 * where it can't be written.
 */
export function openRejects(path: string, files: readonly string[]): RejectsFile {
  if (files.some((file) => resolve(file) === resolve(path))) {
    throw new FeedError(`refused lines can't go to ${path}: it is one of the files to feed`);
  }
  let descriptor: number;
  try {
    descriptor = openSync(path, 'w', 0o600);
  } catch (error) {
    throw new FeedError(
      `can't write refused lines to ${path}: ${error instanceof Error ? error.message : error}`,
    );
  }
  return {
    write({ text }) {
      writeSync(descriptor, `${text}\n`);
    },
    close: () => closeSync(descriptor),
  };
}
