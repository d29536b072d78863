import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { FeedError } from '../format.ts';
import { type ArchiveFile, isFile } from './archive-file.ts';
import { guarded, messageOf } from './damage.ts';
import type { RandomAccess } from './random-access.ts';

const readBytes = 1 << 18;

class Reader extends RandomAccessReader {
  readonly #access: RandomAccess;

  constructor(access: RandomAccess) {
    super();
    this.#access = access;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const access = this.#access;
    async function* range(): AsyncGenerator<Buffer> {
      for (let at = start; at < end; ) {
        const chunk = await access.read(at, Math.min(readBytes, end - at));
        if (chunk.length === 0) return;
        at += chunk.length;
        yield chunk;
      }
    }
    return Readable.from(range());
  }
}

/**
 * Gives the files in a zip archive, sorted by name. Throws FeedError for an archive that can't be read, or that holds
 * no files for a feed.
 */
export async function* filesOfZip(name: string, access: RandomAccess): AsyncGenerator<ArchiveFile> {
  const { zip, entries } = await directoryOf(name, access);
  const what = officeFile(entries.map(({ fileName }) => fileName));
  if (what !== undefined) throw new FeedError(`${name} is ${what}`);
  const files = entries.filter(({ fileName }) => isFile(fileName));
  if (files.length === 0) throw new FeedError(`${name} is a zip archive without a file in it`);
  for (const entry of files) checkEntry(name, entry);
  for (const entry of files.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
    const bytes = guarded(bytesOf(zip, entry), `${name} is a damaged or incomplete zip archive`);
    yield { name: entry.fileName, bytes };
  }
}

const mostEntries = 100_000;

async function directoryOf(name: string, access: RandomAccess): Promise<{ zip: ZipFile; entries: Entry[] }> {
  try {
    const options = { autoClose: false, lazyEntries: true };
    const zip = await fromRandomAccessReaderPromise(new Reader(access), access.size, options);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > mostEntries) throw new Error(`it has more than ${mostEntries} entries: unpack it`);
    }
    return { zip, entries };
  } catch (error) {
    throw new FeedError(`${name} is ${unreadable(messageOf(error))}`);
  }
}

/** What is wrong with an archive that the library can't list, by the library's message. */
function unreadable(why: string): string {
  const outside = /^(?:absolute path|invalid relative path): (.*)$/s.exec(why)?.[1];
  if (outside !== undefined)
    return `a zip archive that names a file outside of it (${outside}): feed what you can unpack of it`;
  if (/^strong encryption/.test(why)) return encrypted;
  if (/^multi-disk/.test(why))
    return 'a part of a zip archive of several: put them together, or unpack them and feed the files in it';
  // The library searches for the archive's end from behind. It may then find the end of an archive inside this one.
  const plain = /^(?:End of central directory|Invalid comment length)/.test(why)
    ? 'its end is missing, or something follows it'
    : why;
  return `a damaged or incomplete zip archive: ${plain}; copy it again, or feed what you can unpack of it`;
}

const encrypted = 'an encrypted zip archive: unpack it and feed the files in it';

function checkEntry(name: string, entry: Entry): void {
  if (entry.isEncrypted()) throw new FeedError(`${name} is ${encrypted}`);
  if (!entry.canDecodeFileData())
    throw new FeedError(
      `${name} is a zip archive with a compression (method ${entry.compressionMethod}) that is not read: unpack it and feed the files in it`,
    );
}

const asCsv = "save it as 'CSV UTF-8', with the columns of numbers as text";

/** The kind of office document that an archive is. Undefined for other archives. */
function officeFile(names: readonly string[]): string | undefined {
  if (names.some((name) => /^xl\//.test(name))) return `an Excel workbook: ${asCsv}`;
  if (names.includes('mimetype') && names.includes('content.xml'))
    return `an OpenDocument file, likely a spreadsheet (.ods): ${asCsv}`;
  if (names.some((name) => /^Index(?:\/.*\.iwa|\.zip)$/.test(name))) return `a Numbers spreadsheet: ${asCsv}`;
  if (names.includes('[Content_Types].xml'))
    return 'a Microsoft Office document: export the records as CSV or JSON instead';
  return undefined;
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  let sum = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      sum = crc32(bytes, sum);
      yield bytes;
    }
  } finally {
    stream.destroy();
  }
  if (sum !== entry.crc32) throw new Error('its checksum is wrong');
}
