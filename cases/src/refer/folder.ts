import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  createWriteStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { visibleJson } from '@ringtrace/platform/visible';
import type { Manifest } from './manifest.ts';

/** A folder that is filled out of sight, and appears with all of its files or not at all. */
export interface NewFolder {
  /** Writes a file; it is for its owner alone. `path` is relative, its folders separated by '/'. */
  add(path: string, content: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
  addJson(path: string, value: unknown): Promise<void>;
  /** Every file written so far, in order of path. */
  files(): Manifest['files'];
  /** Puts the folder into its place. */
  finish(): void;
  /** Removes what was written. */
  discard(): void;
}

/** Throws where there is something in the folder already: nothing is overwritten. */
export function newFolder(directory: string): NewFolder {
  const target = resolve(directory);
  checkEmpty(target);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
  const written: Manifest['files'] = [];
  mkdirSync(dirname(target), { recursive: true });
  mkdirSync(temporary, { mode: 0o700 });

  async function add(path: string, content: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    const file = join(temporary, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const pieces = typeof content === 'string' ? [Buffer.from(content)] : content;
    await pipeline(
      Readable.from(pieces instanceof Uint8Array ? [pieces] : pieces),
      async function* (source: AsyncIterable<Uint8Array>) {
        for await (const piece of source) {
          hash.update(piece);
          bytes += piece.length;
          yield piece;
        }
      },
      createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }),
    );
    written.push({ path, bytes, sha256: hash.digest('hex') });
  }

  return {
    add,
    addJson: (path, value) => add(path, `${visibleJson(JSON.stringify(value, null, 2))}\n`),
    files: () => written.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    finish() {
      checkEmpty(target);
      // An empty folder at the place would keep the new one from it on some systems.
      try {
        rmdirSync(target);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      renameSync(temporary, target);
      keepNames(dirname(target));
    },
    discard: () => rmSync(temporary, { recursive: true, force: true }),
  };
}

function checkEmpty(directory: string): void {
  let entries: string[];
  try {
    entries = readdirSync(directory);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if (entries.length > 0) throw new Error(`${directory} is not empty: name a new folder for the package`);
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The new name is on the disk as well. */
function keepNames(directory: string): void {
  const folder = openSync(directory, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
