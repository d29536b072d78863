import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../../.cache/', import.meta.url));

/** Path of a Python with the wanted packages, or why there is none. */
export type Python = { python: string } | { missing: string };

/**
 * A Python with the packages of a requirements file (`NAME.requirements.txt`, pinned versions). It is a virtual
 * environment in the repository's cache folder, created where it is missing.
 */
export async function pythonWith(requirements: string): Promise<Python> {
  const pinned = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const home = join(cache, `${basename(requirements, '.requirements.txt')}-${pinned}`);
  const python = `${home}/bin/python`;
  if (existsSync(python)) return { python };
  const draft = `${home}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    await run('python3', ['-m', 'venv', draft]);
    await run(`${draft}/bin/python`, ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', requirements]);
    renameSync(draft, home);
    return { python };
  } catch (error) {
    return { missing: reasonOf(error) };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const lastLine = text.trim().split('\n').at(-1);
  return lastLine || (error instanceof Error ? error.message : String(error));
}
