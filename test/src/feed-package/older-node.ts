import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A Node of the system that is older than ours; undefined where there is none. */
export function olderNode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return folders
    .map((folder) => join(folder, 'node'))
    .find((file) => {
      const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
      return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 24) < 24;
    });
}
