import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { files } from './config.ts';

/** Who started a broker, who keeps it, and the broker itself: process ids. */
export type Pids = { readonly launcher: number; readonly keeper: number; readonly broker: number };

/** Notes a running broker in its data folder, for a next start that finds it left over. */
export function writePids(dataDir: string, pids: Pids): void {
  const path = join(dataDir, files.pids);
  writeFileSync(`${path}.new`, JSON.stringify(pids));
  renameSync(`${path}.new`, path);
}

/** Takes the note away. */
export const removePids = (dataDir: string): void => rmSync(join(dataDir, files.pids), { force: true });
