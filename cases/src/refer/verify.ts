import { createHash } from 'node:crypto';
import { createReadStream, type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { type Manifest, manifest, manifestName } from './manifest.ts';

/** What a check of a package found. */
export interface PackageCheck {
  readonly package_id: string;
  readonly files: number;
  readonly manifest_sha256: string;
  /** A sentence for each file that was changed, is missing or was added. */
  readonly faults: readonly string[];
  /** Whether the manifest itself was compared with a SHA-256 from elsewhere. */
  readonly manifestCompared: boolean;
}

/** The SHA-256 that a package's manifest must have, and who says so; undefined where nobody knows. */
type Expected = (packageId: string) => { readonly sha256: string; readonly by: string } | undefined;

/** Checks a package without any service. Throws where the folder is no package. */
export async function verifyPackage(directory: string, expected: Expected): Promise<PackageCheck> {
  const bytes = readManifest(directory);
  const manifest_sha256 = createHash('sha256').update(bytes).digest('hex');
  const listed = parseManifest(directory, bytes);
  const told = expected(listed.package_id);
  const faults = [
    ...(told !== undefined && told.sha256 !== manifest_sha256
      ? [`${manifestName} was changed: its SHA-256 is ${manifest_sha256}, and ${told.by} says ${told.sha256}`]
      : []),
    ...repeated(listed),
    ...(await fileFaults(directory, listed)),
  ];
  return {
    package_id: listed.package_id,
    files: listed.files.length,
    manifest_sha256,
    faults,
    manifestCompared: told !== undefined,
  };
}

/** The manifest of a package. Throws where the folder is no package. */
export const readListing = (directory: string): Manifest => parseManifest(directory, readManifest(directory));

function readManifest(directory: string): Buffer {
  try {
    return readFileSync(join(directory, manifestName));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${directory} is no package: its ${manifestName} can't be read (${reason})`);
  }
}

function parseManifest(directory: string, bytes: Buffer): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    throw new Error(`${manifestName} of ${directory} was changed: it is no JSON any more`);
  }
  const parsed = manifest.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(
    `${manifestName} of ${directory} was changed, or is of another version: ${z.prettifyError(parsed.error)}`,
  );
}

const repeated = ({ files }: Manifest) =>
  files
    .filter(({ path }, i) => files.findIndex((other) => other.path === path) !== i)
    .map(({ path }) => `${path} is listed twice`);

async function fileFaults(directory: string, { files }: Manifest): Promise<string[]> {
  const listed = new Map(files.map((file) => [file.path, file]));
  const found = entriesIn(directory);
  const faults: string[] = [];
  for (const [path, entry] of found) {
    const file = listed.get(path);
    if (path === manifestName) continue;
    if (file === undefined) faults.push(`${path} is additional: the manifest does not list it`);
    else if (!entry.isFile()) faults.push(`${path} was changed: it is no plain file any more`);
    else {
      const now = await digestOf(join(directory, path));
      if (now.bytes !== file.bytes)
        faults.push(`${path} was changed: it has ${now.bytes} bytes, and the manifest says ${file.bytes}`);
      else if (now.sha256 !== file.sha256)
        faults.push(
          `${path} was changed: its SHA-256 is ${now.sha256}, and the manifest says ${file.sha256}`,
        );
    }
  }
  const missing = files.filter(({ path }) => !found.has(path)).map(({ path }) => `${path} is missing`);
  return [...faults, ...missing].sort();
}

/** Everything in a folder but its folders, by its path with '/'. Links are not followed. */
function entriesIn(directory: string): Map<string, Dirent> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => [relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'), entry]),
  );
}

async function digestOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path)) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
