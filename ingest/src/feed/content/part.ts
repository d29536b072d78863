/** A file in an archive. */
export interface Part {
  /** Its path in the archive. */
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
}

/** Whether a path names a file that somebody put there: no directory, nothing hidden, nothing of an archiver's own. */
export const isFile = (path: string) =>
  !path.endsWith('/') &&
  path.split('/').every((step) => step !== '__MACOSX' && (!step.startsWith('.') || /^\.\.?$/.test(step)));
