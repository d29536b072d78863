import { ReadableStream } from 'node:stream/web';
import { createTarDecoder } from 'modern-tar';
import { FeedError } from '../format.ts';
import { Damaged, guarded } from './damage.ts';
import { isFile, type Part } from './part.ts';

/**
 * The files in a tar archive in its order, each to be read before the next is asked for. A hard link is another name of
 * a file that came before it, and is passed over. Throws FeedError for an archive without a file, and Damaged behind
 * the last file where a hard link leads to what is no file of a feed.
 */
export async function* partsOfTar(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Part> {
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
    // What was left of it; nothing where it was read, or is damaged, which the next entry tells.
    await body.cancel().catch(() => {});
  }
  if (lost !== undefined) throw lost;
  if (given.size === 0) throw new FeedError(`${name} is a tar archive without a file in it`);
}

/** A path as another entry may write it. */
const plain = (path: string) => path.replace(/^(?:\.?\/)+/, '');

async function* buffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of chunks)
    yield Buffer.from(buffer, byteOffset, byteLength);
}
