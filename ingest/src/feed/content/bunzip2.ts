import unbzip2 from 'unbzip2-stream';

/**
 * Bytes given to the library at a time. It decodes at once what it gets, and this gives a few blocks of text of 900 kB
 * each.
 */
const pieceBytes = 1 << 14;
/**
 * Most decoded bytes that may wait to be read. Text never shrinks to a three hundredth of its size, so only a file that
 * was made to overflow a reader gives more.
 */
const mostWaiting = 300_000_000;

/** Decompresses bzip2, also where several streams were joined. Throws where the data is damaged or ends early. */
export async function* bunzip2(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = unbzip2();
  let waiting: Buffer[] = [];
  let size = 0;
  let failure: unknown;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    // The library treats an error thrown here as one of its own, and stops.
    if (size > mostWaiting) throw new Error('it expands to more than any text would');
    waiting.push(chunk);
  });
  stream.on('error', (error: unknown) => {
    failure ??= error;
  });
  function* taken(): Generator<Buffer> {
    const chunks = waiting;
    waiting = [];
    size = 0;
    yield* chunks;
    if (failure !== undefined) throw failure;
  }
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      stream.write(chunk.subarray(at, at + pieceBytes));
      yield* taken();
    }
  }
  stream.end();
  yield* taken();
}
