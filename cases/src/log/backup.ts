import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openLog } from './log.ts';

/**
 * Copies a log into a new file, as it stands at one moment; others may write to it meanwhile. Returns the number of entries.
 * Throws where the file exists.
 */
export function backUp(path: string, target: string): number {
  if (existsSync(target)) throw new Error(`${target} exists already: name a new file`);
  // The copy is for its owner alone from its first byte on.
  const mask = process.umask(0o077);
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    file.prepare('VACUUM INTO ?').run(target);
  } finally {
    file.close();
    process.umask(mask);
  }
  const copy = openLog(target, { readOnly: true });
  try {
    return copy.last()?.sequence ?? 0;
  } finally {
    copy.close();
  }
}
