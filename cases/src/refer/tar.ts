const block = 512;
/** Longest name of a file, and greatest size, that the plain header of POSIX (ustar) holds. */
const longestName = 100;
const mostBytes = 8 ** 11 - 1;

/** A file of an archive. */
export interface Archived {
  readonly path: string;
  readonly bytes: number;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * Files as one tar archive (ustar, POSIX.1-1988). The same files make the same bytes: owner and mode are fixed. Each path
 * is behind `folder`. Throws where a file is too large for the format, has a longer path, or has changed its size.
 * @param at time of all files, ms since 1970
 */
export async function* tarOf(
  folder: string,
  files: readonly Archived[],
  at: number,
): AsyncGenerator<Uint8Array> {
  for (const file of files) {
    yield headerOf(`${folder}/${file.path}`, file.bytes, at);
    let written = 0;
    for await (const piece of file.read()) {
      written += piece.length;
      yield piece;
    }
    if (written !== file.bytes)
      throw new Error(`${file.path} has ${written} bytes, and the manifest says ${file.bytes}`);
    if (written % block > 0) yield Buffer.alloc(block - (written % block));
  }
  yield Buffer.alloc(2 * block);
}

/** Bytes of the archive, known beforehand. */
export const tarBytes = (files: readonly Pick<Archived, 'bytes'>[]): number =>
  files.reduce((sum, { bytes }) => sum + block + Math.ceil(bytes / block) * block, 2 * block);

function headerOf(path: string, bytes: number, at: number): Buffer {
  const name = Buffer.from(path);
  if (name.length > longestName) throw new Error(`the path ${path} is too long for a tar archive`);
  if (bytes > mostBytes)
    throw new Error(`${path} is too large for a tar archive: write the package by command`);
  const header = Buffer.alloc(block);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.set(name, 0);
  // Only the owner may read what a package holds.
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(bytes, 12), 124);
  header.write(octal(Math.floor(at / 1_000), 12), 136);
  // The sum is taken with its own field as spaces.
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
