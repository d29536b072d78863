import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** One entry of a folder, with what tells whether a copy is the same. */
export const entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path: z.string(), mode: z.number().int() }),
  z.object({
    kind: z.literal('file'),
    path: z.string(),
    mode: z.number().int(),
    size: z.number().int(),
    /** SHA-256, hexadecimal. */
    sha256: z.string(),
  }),
  z.object({ kind: z.literal('link'), path: z.string(), target: z.string() }),
]);
export type Entry = z.infer<typeof entry>;

const rights = 0o777;

/**
 * Paths below a folder, the folder before what is in it. Pipes and sockets are left out: they belong to processes that are gone.
 * `skip` names paths that are left out with all that is in them.
 */
export function pathsIn(root: string, skip: ReadonlySet<string>, below = ''): string[] {
  return readdirSync(join(root, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((found) => {
      const path = below === '' ? found.name : `${below}/${found.name}`;
      if (skip.has(path)) return [];
      if (found.isDirectory()) return [path, ...pathsIn(root, skip, path)];
      return found.isFile() || found.isSymbolicLink() ? [path] : [];
    });
}

/** Looks at one path; the content of a file is read. */
export async function entryAt(root: string, path: string): Promise<Entry> {
  const file = join(root, path);
  const found = lstatSync(file);
  if (found.isSymbolicLink()) return { kind: 'link', path, target: readlinkSync(file) };
  const mode = found.mode & rights;
  if (found.isDirectory()) return { kind: 'folder', path, mode };
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { kind: 'file', path, mode, size: found.size, sha256: hash.digest('hex') };
}
