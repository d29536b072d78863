/** A reference file is wrong; nothing of it was stored. The message names file, line and what to do. */
export class ReferenceFileError extends Error {
  override name = 'ReferenceFileError';
}
