import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { FeedError } from './format.ts';

/** Names standard input. */
export const standardInput = '-';

const magics = [
  { bytes: Buffer.from([0x1f, 0x8b]), name: 'gzip', open: () => createGunzip() },
  { bytes: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), name: 'zstd', open: () => createZstdDecompress() },
] as const;
const utf16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
const longestMagic = 4;

const packingOf = (head: Buffer) => magics.find(({ bytes }) => head.subarray(0, bytes.length).equals(bytes));

/** Whether a file that begins like this is compressed; takes 4 bytes to tell. */
export const isPacked = (head: Buffer): boolean => packingOf(head) !== undefined;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The files' sizes in bytes, 0 for standard input. Throws FeedError for the first that can't be read. */
export async function checkReadable(files: readonly string[]): Promise<number[]> {
  return Promise.all(files.map((file) => (file === standardInput ? 0 : sizeOf(file))));
}

async function sizeOf(file: string): Promise<number> {
  let facts: Awaited<ReturnType<typeof stat>>;
  try {
    facts = await stat(file);
    await access(file, constants.R_OK);
  } catch (error) {
    throw new FeedError(`can't read ${file}: ${messageOf(error)}`);
  }
  return facts.size;
}

/**
 * A file's bytes, gzip and Zstandard decompressed (told by their first bytes). `onBytes` hears how many bytes of the
 * file as it lies there were read. Throws FeedError where the file ends early, is damaged or is UTF-16.
 */
export async function* openFile(file: string, onBytes: (bytes: number) => void): AsyncIterable<Buffer> {
  const raw = file === standardInput ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
  yield* unpack(raw, file, onBytes);
}

/** As `openFile`, for a stream that is open already; `file` names it in errors. */
export async function* unpack(
  raw: Readable,
  file: string,
  onBytes: (bytes: number) => void,
): AsyncIterable<Buffer> {
  let name = '';
  try {
    const { head, rest } = await peek(raw, onBytes);
    if (utf16.some((mark) => head.subarray(0, 2).equals(mark))) {
      throw new FeedError(`${file} is UTF-16 text: convert it to UTF-8`);
    }
    const packed = packingOf(head);
    if (packed === undefined) return yield* rest;
    name = packed.name;
    yield* pipeline(Readable.from(rest), packed.open(), () => {});
  } catch (error) {
    if (error instanceof FeedError) throw error;
    const what = name === '' ? `can't read ${file} to its end` : `${file} is damaged or incomplete ${name}`;
    throw new FeedError(
      `${what}: ${messageOf(error)}; what came before is fed, feeding the whole file again is safe`,
    );
  } finally {
    if (raw !== process.stdin) raw.destroy();
  }
}

/** The first bytes of a stream, and all of it including them. */
async function peek(raw: Readable, onBytes: (bytes: number) => void) {
  const chunks = counted(raw, onBytes);
  let head: Buffer = Buffer.alloc(0);
  while (head.length < longestMagic) {
    const { value, done } = await chunks.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  async function* rest(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    yield* chunks;
  }
  return { head, rest: rest() };
}

async function* counted(raw: Readable, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of raw) {
    onBytes(chunk.length);
    yield chunk;
  }
}
