import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { files } from './config.ts';

const keptLines = 12;

/**
 * Returns a function that gives the last lines a broker wrote after this call, joined to one line, without stack
 * traces.
 */
export function logTail(dataDir: string): () => string {
  const log = join(dataDir, files.log);
  const before = existsSync(log) ? statSync(log).size : 0;
  return () => {
    const logged = existsSync(log) ? readFileSync(log) : Buffer.alloc(0);
    const fresh = logged.subarray(logged.length < before ? 0 : before).toString();
    const output = readFileSync(join(dataDir, files.output), 'utf8');
    const lines = `${output}${fresh}`
      .split('\n')
      .filter((line) => line.trim() && !/^\s+(at|\.\.\.) /.test(line));
    return lines.slice(-keptLines).join(' | ');
  };
}
