import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CaseLog } from '../log/log.ts';
import { ref } from '../model/ids.ts';
import type { Profile } from '../model/package.ts';
import { RefusedError } from '../model/refused.ts';
import { NoSuchError } from '../work/find.ts';
import { manifestName } from './manifest.ts';
import { disclosures } from './profiles.ts';
import { type Archived, tarBytes, tarOf } from './tar.ts';
import { readListing, verifyPackage } from './verify.ts';

/** Packages that an instance keeps, so that they can be fetched as one file. A folder each, named by the package. */
export const folderOfKept = (home: string, package_id: string): string =>
  join(home, 'cases', 'packages', package_id);

/** A kept package as one file. */
export interface PackageFile {
  readonly package_id: string;
  /** Of the file. */
  readonly bytes: number;
  /** Called numbers that it shows in full; 0 = none. */
  readonly numbers: number;
  content(): AsyncIterable<Uint8Array>;
}

/** Whether a package was written by a command, into a folder of somebody's own: then it is not kept here. */
export const isKept = (home: string, package_id: string): boolean =>
  existsSync(join(folderOfKept(home, package_id), manifestName));

/**
 * A kept package as a tar archive, checked first: its manifest is the one that the log has, and each file is as the manifest
 * lists it. Throws NoSuchError, and RefusedError where a file was changed.
 */
export async function packageFile(log: CaseLog, home: string, package_id: string): Promise<PackageFile> {
  const state = log.read((reader) => reader.load(ref('package', package_id)))?.state;
  if (state === undefined || state.manifest_sha256 === '')
    throw new NoSuchError(`there is no package '${package_id}': the page of its case lists its packages`);
  if (!isKept(home, package_id))
    throw new NoSuchError(
      `package '${package_id}' was written by a command into a folder of its own: it is not kept here. Write it again to fetch it`,
    );
  const folder = folderOfKept(home, package_id);
  const { faults } = await verifyPackage(folder, () => ({
    sha256: state.manifest_sha256,
    by: 'the log of casework',
  }));
  if (faults.length > 0)
    throw new RefusedError(
      `package ${package_id} is not as it was written, and is not given out: ${faults.join('; ')}`,
    );
  const files = [manifestName, ...readListing(folder).files.map(({ path }) => path)].map((path): Archived => {
    const file = join(folder, path);
    return { path, bytes: statSync(file).size, read: () => createReadStream(file) };
  });
  return {
    package_id,
    bytes: tarBytes(files),
    numbers: showsNumbers(state.profile) ? calledNumbersIn(folder) : 0,
    content: () => tarOf(package_id, files, state.written_at),
  };
}

const showsNumbers = (profile: Profile | '') =>
  profile !== '' && disclosures[profile].calledNumbers === 'full';

const figures = z.object({ figures: z.array(z.object({ name: z.string(), value: z.unknown() })) });

/** Distinct called numbers of a package, by its own figures; 1 where these do not say. */
function calledNumbersIn(folder: string): number {
  const { figures: all } = figures.parse(JSON.parse(readFileSync(join(folder, 'figures.json'), 'utf8')));
  return Number(all.find(({ name }) => name === 'called numbers')?.value ?? 0) || 1;
}
