/** A reference file that is not right: nothing of it was stored. The message names file, line and the way out. */
export class ReferenceFileError extends Error {
  override name = 'ReferenceFileError';
}
