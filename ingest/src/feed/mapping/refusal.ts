/**
 * The reason why one record can't be read. Its message names columns and fields, never a value: it may be a called
 * number. It has no stack: `without-stacks.ts` says why.
 */
export class Refusal extends Error {
  override name = 'Refusal';

  constructor(reason: string) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(reason);
    Error.stackTraceLimit = limit;
  }
}

/** Returns the result of `read`, or the reason where `read` throws Refusal. */
export function orReason<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
