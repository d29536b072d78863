import { FeedError } from '../format.ts';

/** A file that can be read up to somewhere. */
export class Damaged extends FeedError {
  override name = 'Damaged';
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The same; what goes wrong with it is told as `what`, such as "calls.gz is damaged or incomplete gzip". */
export async function* guarded<T>(all: AsyncIterable<T>, what: string): AsyncGenerator<T> {
  try {
    yield* all;
  } catch (error) {
    if (error instanceof FeedError) throw error;
    throw new Damaged(
      `${what}: ${messageOf(error)}; what came before is fed, feeding the whole file again is safe`,
    );
  }
}
