import { appendFileSync, closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '@ringtrace/platform/visible';
import type { BadLine } from '../format.ts';

/** Where an unattended feed keeps the lines it refused: as they came in one file, and why, line by line, in another. */
export interface RefusedLines {
  /** Throws once they fill what they may: only a person can help then. */
  keep(file: string, line: BadLine): void;
  /** What was kept outlives a loss of power from here on: before this, no position behind it may be saved. */
  settle(): void;
}

const refusedFiles = { lines: 'refused.txt', reasons: 'refused-why.txt' } as const;

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function toDisk(path: string): void {
  // Someone may have moved it away meanwhile.
  if (sizeOf(path) === 0) return;
  const file = openSync(path, 'a');
  fsyncSync(file);
  closeSync(file);
}

/** `limit`: bytes of lines kept; the files are left alone once they are there, so that someone can move them away. */
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
      // Lines hold called numbers: for the owner's eyes alone.
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
