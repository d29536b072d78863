import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../released/', import.meta.url);

/**
 * Every version of the feed schema that was ever released, by its file's name: carriers may send any of them for
 * ever. A release adds a file; no file changes.
 */
export const releasedSchemas: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);
