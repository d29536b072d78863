import { InputError } from '@ringtrace/cases/api/input';
import { z } from 'zod';

/** Settings of a statement. */
type Limits = { readonly max_execution_time: number };

interface Patience {
  /** The engine gives up after so many seconds. */
  readonly seconds: number;
  /** Field of the request to change. */
  readonly field: string;
  /** What to do instead. */
  readonly wayOut: string;
}

/** What the engine's client throws. */
const engineError = z.object({ code: z.string(), type: z.string().optional(), message: z.string() });

/** ClickHouse: TIMEOUT_EXCEEDED, TOO_SLOW, MEMORY_LIMIT_EXCEEDED. */
const tooMuch = new Set(['159', '160', '241']);

/** Asks with a limit of time. Throws InputError, with the way out, where the engine gave up. */
export async function withinTime<T>(
  { seconds, field, wayOut }: Patience,
  ask: (settings: Limits) => Promise<T>,
): Promise<T> {
  try {
    return await ask({ max_execution_time: seconds });
  } catch (error) {
    const told = engineErrorOf(error);
    if (told === undefined || !tooMuch.has(told.code)) throw error;
    const why = told.code === '241' ? 'needed too much memory' : `took more than ${seconds} s`;
    throw new InputError('query', [{ field, message: `the search ${why} and was stopped. ${wayOut}` }]);
  }
}

/** An error of the engine; undefined where the error is another one. */
export function engineErrorOf(error: unknown): z.output<typeof engineError> | undefined {
  if (!(error instanceof Error)) return undefined;
  const { success, data } = engineError.safeParse({ ...error, message: error.message });
  return success && data.type !== undefined ? data : undefined;
}
