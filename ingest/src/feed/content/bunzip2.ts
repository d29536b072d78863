import unbzip2 from 'unbzip2-stream';

/** The library decodes what it is given at once; a piece as small as this gives a few blocks of text, of 900 kB each. */
const pieceBytes = 1 << 14;
/** Waiting to be taken. Only what is made to burst gives more: text does not shrink to a three hundredth. */
const mostWaiting = 300_000_000;

/** bzip2 decompressed, streams that were put together too. Throws where it is damaged or ends early. */
export async function* bunzip2(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = unbzip2();
  let waiting: Buffer[] = [];
  let size = 0;
  let failure: unknown;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    // The library takes what a listener throws for its own error, and stops.
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
