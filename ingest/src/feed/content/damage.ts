import { FeedError } from '../format.ts';

/** A file that can be read up to some point, but not to its end. */
export class Damaged extends FeedError {
  override name = 'Damaged';
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Passes on `all`. An error on the way becomes Damaged, with a message that begins with `what`, such as "calls.gz is
 * damaged or incomplete gzip".
 */
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
