import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Store } from '@ringtrace/platform/clickhouse';
import { referenceVersions } from '@ringtrace/schemas/tables/reference';
import { ReferenceFileError } from './reference-kind.ts';
import { referenceKinds } from './reference-kinds.ts';
import { versionsInForce } from './reference-versions.ts';

export interface LoadedReference {
  readonly kind: string;
  /** The version in force now. */
  readonly version: number;
  readonly entries: number;
  /** False where the same entries were in force already: then nothing was written. */
  readonly changed: boolean;
}

/**
 * Puts a reference file in force, whole or not at all: its entries are stored first, and the version row that
 * switches every reader to them last. Loads are made one at a time. Throws ReferenceFileError where the kind is
 * unknown or the file can't be read or is wrong.
 */
export async function loadReferenceFile(store: Store, kind: string, path: string): Promise<LoadedReference> {
  const known = referenceKinds.find(({ name }) => name === kind);
  if (known === undefined) {
    const names = referenceKinds.map(({ name }) => name).join(', ');
    throw new ReferenceFileError(`'${kind}' is no kind of reference data: use one of ${names}`);
  }
  const parsed = known.parse(await readReferenceFile(path), path);
  const inForce = await store.query(versionsInForce, {});
  const current = inForce.find((row) => row.kind === kind);
  const { digest, entries } = parsed;
  if (current?.content === digest) return { kind, version: current.in_force, entries, changed: false };

  const version = Math.max(0, ...inForce.map((row) => row.in_force)) + 1;
  await parsed.store(store);
  await store.insertRows(referenceVersions, [
    { kind, version, digest, loaded_at: Date.now(), source: basename(path), entries },
  ]);
  return { kind, version, entries, changed: true };
}

async function readReferenceFile(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const reason =
      error instanceof TypeError
        ? 'is not UTF-8 text: save it as UTF-8'
        : `can't be read: ${reasonOf(error)}`;
    throw new ReferenceFileError(`${path}: ${reason}`);
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
