import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../released/', import.meta.url);

/**
 * The text (JSON) of every released version of the feed schema, by file name. Carriers may go on sending any of them. A
 * release that changes the schema adds a file; files never change.
 */
export const releasedSchemas: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);
