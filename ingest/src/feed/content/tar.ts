import { ReadableStream } from 'node:stream/web';
import { createTarDecoder } from 'modern-tar';
import { FeedError } from '../format.ts';
import { type ArchiveFile, isFile } from './archive-file.ts';
import { Damaged, guarded } from './damage.ts';

/**
 * Gives the files in a tar archive, in the order of the archive. Read each before asking for the next. A hard link is
 * only another name of an earlier file, and is left out. Throws FeedError for an archive without a file. Throws
 * Damaged, after the last file, where a hard link leads to a file that was not given.
 */
export async function* filesOfTar(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<ArchiveFile> {
  const damaged = `${name} is a damaged or incomplete tar archive`;
  const entries = ReadableStream.from<Uint8Array>(bytes).pipeThrough(createTarDecoder({ strict: true }));
  const given = new Set<string>();
  let lost: Damaged | undefined;
  for await (const { header, body } of guarded(entries, damaged)) {
    const { name: path, type = 'file', linkname = '' } = header;
    if (type === 'file' && isFile(path)) {
      given.add(plain(path));
      yield { name: path, bytes: guarded(buffers(body), damaged) };
    }
    if (type === 'link' && isFile(path) && !given.has(plain(linkname)))
      lost ??= new Damaged(
        `${name}/${path} is a hard link to '${linkname}', which is passed over: unpack the archive and feed that file`,
      );
    // Drops the rest of the file. An error here says nothing new: the next entry reports the damage.
    await body.cancel().catch(() => {});
  }
  if (lost !== undefined) throw lost;
  if (given.size === 0) throw new FeedError(`${name} is a tar archive without a file in it`);
}

/** A path without leading `./` or `/`, so that two ways to write it are equal. */
const plain = (path: string) => path.replace(/^(?:\.?\/)+/, '');

async function* buffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of chunks)
    yield Buffer.from(buffer, byteOffset, byteLength);
}
