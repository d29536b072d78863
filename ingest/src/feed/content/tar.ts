import { ReadableStream } from 'node:stream/web';
import { createTarDecoder } from 'modern-tar';
import { guarded } from './damage.ts';
import { isFile, type Part } from './part.ts';

/** The files in a tar archive in its order, each to be read before the next is asked for. */
export async function* partsOfTar(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  const damaged = `${name} is a damaged or incomplete tar archive`;
  const entries = ReadableStream.from<Uint8Array>(bytes).pipeThrough(createTarDecoder({ strict: true }));
  for await (const { header, body } of guarded(entries, damaged)) {
    if ((header.type ?? 'file') === 'file' && isFile(header.name))
      yield { name: header.name, bytes: guarded(buffers(body), damaged) };
    // What was left of it; nothing where it was read, or is damaged, which the next entry tells.
    await body.cancel().catch(() => {});
  }
}

async function* buffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of chunks)
    yield Buffer.from(buffer, byteOffset, byteLength);
}
