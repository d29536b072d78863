/** Why a record can't be read; names columns and fields, never a value. */
export class Refusal extends Error {
  override name = 'Refusal';
}

/** Gives what `read` gives, or the reason of its refusal. */
export function orReason<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
