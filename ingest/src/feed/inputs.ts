import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FeedError } from './format.ts';
import { standardInput } from './open-file.ts';

/** Files that are fed under one source: their records share batches and sequence numbers. */
export interface FeedInput {
  /** The source's name in batch headers and message keys. */
  readonly source: string;
  readonly files: readonly string[];
}

/** Longest name of a source, in UTF-16 units. */
const longestSource = 128;

const sourceOf = (path: string) =>
  path === standardInput ? 'stdin' : basename(path).slice(-longestSource).toWellFormed();

/**
 * The inputs that paths stand for. A file is an input by itself. A directory is one input with the files in it, sorted
 * by name and without hidden ones. So a switch that writes one file a call does not become a thousand sources. Throws
 * FeedError for a directory without files.
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
