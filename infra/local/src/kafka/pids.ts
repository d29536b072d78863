import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { files } from './config.ts';

/** Process ids: the launcher that started a broker, the keeper, and the broker itself. */
export type Pids = { readonly launcher: number; readonly keeper: number; readonly broker: number };

/** Writes the process ids to the data folder, so that a later start can find a broker that was left over. */
export function writePids(dataDir: string, pids: Pids): void {
  const path = join(dataDir, files.pids);
  writeFileSync(`${path}.new`, JSON.stringify(pids));
  renameSync(`${path}.new`, path);
}

/** Removes that file. */
export const removePids = (dataDir: string): void => rmSync(join(dataDir, files.pids), { force: true });
