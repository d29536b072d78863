import type { Transform } from 'node:stream';
import type { Zlib } from 'node:zlib';

type Stream = Transform & Zlib;

/**
 * Decompresses a file in which several streams were joined, as by `cat a.zst b.zst`. A decompressor of Node may stop at
 * the end of one stream and leave the rest. Then another one goes on there. Throws where the rest is no such stream.
 * @param padded NUL bytes may follow a stream, as on a tape.
 */
export async function* decompressed(
  bytes: AsyncIterable<Buffer>,
  create: () => Stream,
  padded = false,
): AsyncGenerator<Buffer> {
  const input = new Input(bytes);
  try {
    while (await input.more(padded)) {
      const stream = create();
      const taken = input.feed(stream);
      yield* stream;
      taken();
    }
  } finally {
    input.close();
  }
}

class Input {
  readonly #chunks: AsyncIterator<Buffer>;
  /** Bytes that no decompressor has taken yet. */
  #left: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  /** Whether there are more bytes. With `padded`, NUL bytes at this point are skipped. */
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

  /**
   * Writes to a stream, a chunk at a time, what it takes. The returned function must be called once the stream has
   * ended: the bytes that it left then belong to the next stream.
   */
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
        // The stream ended by itself, inside this chunk.
        if (this.#left.length > 0) return;
      }
      stream.end();
    };
    write().catch((error) => stream.destroy(error));
    return taken;
  }

  /** The result is not awaited, because standard input may give nothing for a long time. */
  close(): void {
    this.#chunks.return?.().catch(() => {});
  }
}

/** Writes a chunk. The promise never settles where the stream ends inside the chunk, unless the stream is destroyed. */
const written = (stream: Stream, chunk: Buffer) =>
  new Promise<void>((resolve, reject) => {
    stream.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
