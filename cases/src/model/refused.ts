/** A person or rule asked for a change that the thing's state does not allow. The message says why, and the way out. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}
