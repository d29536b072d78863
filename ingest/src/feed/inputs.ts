import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FeedError } from './format.ts';
import { standardInput } from './open-file.ts';

/** Files whose records share batches and the numbers they count. */
export interface FeedInput {
  /** Names them in batch headers and message keys. */
  readonly source: string;
  readonly files: readonly string[];
}

/** Batch headers hold at most this much of a source's name. */
const longestSource = 128;

const sourceOf = (path: string) =>
  path === standardInput ? 'stdin' : basename(path).slice(-longestSource).toWellFormed();

/**
 * What paths stand for: a file for itself, a directory for the files in it by name, without hidden ones; switches that
 * write a file a call need no source of its own for each. Throws FeedError for a directory without files.
 */
export function feedInputs(paths: readonly string[]): Promise<FeedInput[]> {
  return Promise.all(
    paths.map(async (path) => ({
      source: sourceOf(path),
      files: (await isDirectory(path)) ? await filesIn(path) : [path],
    })),
  );
}

async function isDirectory(path: string): Promise<boolean> {
  if (path === standardInput) return false;
  const facts = await stat(path).catch(() => undefined);
  return facts?.isDirectory() ?? false;
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  if (files.length === 0) throw new FeedError(`no file in the directory ${directory}`);
  return files.map((file) => join(directory, file.name)).sort();
}
