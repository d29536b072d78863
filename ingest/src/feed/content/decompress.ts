import type { Transform } from 'node:stream';
import type { Zlib } from 'node:zlib';

type Stream = Transform & Zlib;

/**
 * What streams of a compression give that were put together in one file: `cat a.zst b.zst`. A decompressor of Node may
 * stop at the end of one and leave the rest, so another goes on there. Throws where that is no such stream.
 * @param padded NULs may stand behind a stream, as on a tape.
 */
export async function* decompressed(
  bytes: AsyncIterable<Buffer>,
  create: () => Stream,
  padded = false,
): AsyncGenerator<Buffer> {
  const source = new Source(bytes);
  try {
    while (await source.more(padded)) {
      const stream = create();
      const taken = source.feed(stream);
      yield* stream;
      taken();
    }
  } finally {
    source.close();
  }
}

class Source {
  readonly #chunks: AsyncIterator<Buffer>;
  /** What no decompressor took yet. */
  #left: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  /** Whether there is any, behind NULs where `padded`. */
  async more(padded = false): Promise<boolean> {
    for (;;) {
      const start = padded ? this.#left.findIndex((byte) => byte !== 0) : 0;
      this.#left = this.#left.subarray(start < 0 ? this.#left.length : start);
      if (this.#left.length > 0) return true;
      const { value, done } = await this.#chunks.next();
      if (done === true) return false;
      this.#left = value;
    }
  }

  /** Gives a stream what it takes, a chunk at a time. To be called once it has ended: what it left is the next one's. */
  feed(stream: Stream): () => void {
    let before = 0;
    const taken = (): void => {
      this.#left = this.#left.subarray(stream.bytesWritten - before);
      before = stream.bytesWritten;
    };
    const write = async (): Promise<void> => {
      while (await this.more()) {
        await written(stream, this.#left);
        taken();
        // The stream ends by itself.
        if (this.#left.length > 0) return;
      }
      stream.end();
    };
    write().catch((error) => stream.destroy(error));
    return taken;
  }

  /** Not awaited: standard input may give nothing for long. */
  close(): void {
    this.#chunks.return?.().catch(() => {});
  }
}

/** Never settles where the stream ends within the chunk, unless the stream is destroyed. */
const written = (stream: Stream, chunk: Buffer) =>
  new Promise<void>((resolve, reject) => {
    stream.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
