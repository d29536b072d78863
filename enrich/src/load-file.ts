import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Store } from '@ringtrace/platform/clickhouse';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { referenceVersions } from '@ringtrace/schemas/tables/reference';
import { ReferenceFileError } from './reference-file-error.ts';
import type { ReferenceKind } from './reference-kind.ts';
import { kindNamed } from './reference-kinds.ts';
import { inForceAt, type ReferenceVersion, referenceVersionList } from './reference-versions.ts';

export interface LoadedReference {
  readonly kind: string;
  /** Number of the version. */
  readonly version: number;
  /** CDRs from this start_time on are enriched with it, ms; 0 = all of them. */
  readonly valid_from: number;
  readonly entries: number;
  /** False where the same entries were in force already: then nothing was written. */
  readonly changed: boolean;
}

export interface LoadOptions {
  /**
   * First start_time it applies to, ms. Default: all CDRs for the first file of its kind, from now on for a later file.
   */
  readonly validFrom?: number | undefined;
  /** Accepts a file without entries, or with at most half the entries of the version before. */
  readonly allowShrink?: boolean | undefined;
}

/**
 * Puts a reference file in force, as a whole or not at all. Its entries are stored first. The row in
 * `reference_versions` that switches every reader to them comes last. Do not load two files at the same time. Throws
 * ReferenceFileError where the kind is unknown, or the file can't be read or is wrong.
 */
export async function loadReferenceFile(
  store: Store,
  name: string,
  path: string,
  { validFrom, allowShrink = false }: LoadOptions = {},
): Promise<LoadedReference> {
  const kind = kindNamed(name);
  const versions = await store.query(referenceVersionList, {});
  const own = versions.filter((one) => one.kind === name);
  const valid_from = validFrom ?? (own.length === 0 ? 0 : Date.now());
  const before = inForceAt(own, name, valid_from);
  const bytes = await readReferenceFile(path);
  const parsed = await kind.parse({ bytes, file: path, store, before: before?.digest });
  const { digest, entries } = parsed;
  const same = kind.addsUp ? own.find((one) => one.digest === digest) : before;
  if (same?.digest === digest) {
    return { kind: name, version: same.version, valid_from: same.valid_from, entries, changed: false };
  }
  if (!allowShrink) refuseShrunk(kind, path, entries, before);

  await parsed.store(store);
  return addVersion(store, versions, { kind: name, digest, valid_from, source: basename(path), entries });
}

/** Refuses a file that looks cut off: an incomplete download is the most common fault. */
function refuseShrunk(
  kind: ReferenceKind,
  path: string,
  entries: number,
  before: ReferenceVersion | undefined,
): void {
  if (entries === 0)
    throw new ReferenceFileError(`${path}: has no entries: use --allow-shrink if that is right`);
  if (kind.addsUp || before === undefined || entries * 2 > before.entries) return;
  throw new ReferenceFileError(
    `${path}: has ${entries} entries where ${before.source} (version ${before.version}) had ${before.entries}: is it cut off? Use --allow-shrink if it is right`,
  );
}

/** Puts an older version in force again, as a new version. Throws ReferenceFileError where there is no such version. */
export async function restoreReference(
  store: Store,
  name: string,
  version: number,
  { validFrom = Date.now() }: LoadOptions = {},
): Promise<LoadedReference> {
  const kind = kindNamed(name);
  if (kind.addsUp) {
    throw new ReferenceFileError(
      `${name}: every file of this kind stays in force, so there is nothing to restore`,
    );
  }
  const versions = await store.query(referenceVersionList, {});
  const wanted = versions.find((one) => one.kind === name && one.version === version);
  if (wanted === undefined) {
    throw new ReferenceFileError(
      `there is no version ${version} of ${name}: see 'ringtrace reference list ${name}'`,
    );
  }
  const { digest, entries } = wanted;
  const before = inForceAt(versions, name, validFrom);
  if (before?.digest === digest) {
    return { kind: name, version: before.version, valid_from: before.valid_from, entries, changed: false };
  }
  const source = `version ${version}: ${wanted.source.replace(/^version \d+: /, '')}`;
  return addVersion(store, versions, { kind: name, digest, valid_from: validFrom, source, entries });
}

async function addVersion(
  store: Store,
  versions: readonly ReferenceVersion[],
  row: Omit<ReferenceVersion, 'version' | 'loaded_at'>,
): Promise<LoadedReference> {
  const version = Math.max(0, ...versions.map((one) => one.version)) + 1;
  await store.insertRows(referenceVersions, [{ ...row, version, loaded_at: Date.now() }]);
  const { kind, valid_from, entries } = row;
  return { kind, version, valid_from, entries, changed: true };
}

async function readReferenceFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ReferenceFileError(`${path}: can't be read: ${whyUnreadable(error)}`);
  }
}
