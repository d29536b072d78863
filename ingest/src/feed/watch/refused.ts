import { appendFileSync, closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '@ringtrace/platform/visible';
import type { BadLine } from '../format.ts';

/**
 * Keeps the lines that a feed without an operator refused: the lines as they came in one file, and the reasons in
 * another.
 */
export interface RefusedLines {
  /** Throws where the file of lines has reached its limit: only an operator can help then. */
  keep(file: string, line: BadLine): void;
  /** Writes to disk what was kept. Must be called before a position behind these lines is saved. */
  settle(): void;
}

const refusedFiles = { lines: 'refused.txt', reasons: 'refused-why.txt' } as const;

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function toDisk(path: string): void {
  // An operator may have moved the file away meanwhile.
  if (sizeOf(path) === 0) return;
  const file = openSync(path, 'a');
  fsyncSync(file);
  closeSync(file);
}

/**
 * Opens the two files in `folder`. They are opened anew for each line, so that an operator can move them away at any
 * time.
 * @param limit most bytes of lines kept.
 */
export function keepRefused(folder: string, limit: number): RefusedLines {
  const lines = join(folder, refusedFiles.lines);
  const reasons = join(folder, refusedFiles.reasons);
  let unsettled = false;
  return {
    keep(file, { line, reason, text }) {
      if (sizeOf(lines) >= limit) {
        throw new Error(
          `${lines} is full: too many lines are refused (is the format right?). Move it away and start the feed again`,
        );
      }
      // The lines hold called numbers, so only the owner can read the files.
      appendFileSync(lines, `${text}\n`, { mode: 0o600 });
      appendFileSync(reasons, `${visible(`${file}:${line}: ${reason}`)}\n`, { mode: 0o600 });
      unsettled = true;
    },
    settle() {
      if (!unsettled) return;
      for (const path of [lines, reasons]) toDisk(path);
      unsettled = false;
    },
  };
}
