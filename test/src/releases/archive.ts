import { createReadStream, createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { packTar, unpackTar } from 'modern-tar/fs';
import { z } from 'zod';
import { appliedMigration } from './contents.ts';

/** A store of each release, `0.1.0.tar.zst`, and beside it what that release said is in it, `0.1.0.json`. */
const folder = fileURLToPath(new URL('../../stores', import.meta.url));
const archiveOf = (version: string) => join(folder, `${version}.tar.zst`);
const noteOf = (version: string) => join(folder, `${version}.json`);

/** What a home keeps over a restart. Passwords, keys, logs and what each start writes anew stay out. */
const kept = ['clickhouse/engine', 'kafka/logs'];
const isKept = (path: string) =>
  path === '' || kept.some((part) => path === part || path.startsWith(`${part}/`) || part.startsWith(path));

const note = z.strictObject({
  /** The migrations that the release applies. */
  migrations: z.array(appliedMigration),
  /** Answers to the questions of `contents.ts`, a row each. */
  contents: z.record(z.string(), z.array(z.string())),
});
export type StoreNote = z.infer<typeof note>;

/** Releases whose store is kept, in the order of their names. */
export const keptReleases = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();

/** Packs the home of a stopped instance. */
export async function packStore(version: string, home: string, said: StoreNote): Promise<void> {
  const tar = packTar(home, {
    filter: (path) => isKept(relative(home, path)),
    map: (header) => ({ ...header, uid: 0, gid: 0, uname: '', gname: '' }),
  });
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 19 } });
  await pipeline(tar, zstd, createWriteStream(archiveOf(version)));
  writeFileSync(noteOf(version), `${JSON.stringify(note.parse(said), null, 2)}\n`);
}

/** What a release said of its store. */
export const noteOn = (version: string): StoreNote =>
  note.parse(JSON.parse(readFileSync(noteOf(version), 'utf8')));

/**
 * Lays the store of a release into a home that has none, and gives what that release said of it. `part` is one folder
 * of the home: only it is laid there.
 */
export async function unpackStore(version: string, home: string, part = ''): Promise<StoreNote> {
  const tar = unpackTar(home, { filter: ({ name }) => name.startsWith(part) });
  await pipeline(createReadStream(archiveOf(version)), createZstdDecompress(), tar);
  return noteOn(version);
}
