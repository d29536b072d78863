/** A file in an archive. */
export interface ArchiveFile {
  /** Its path in the archive. */
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * Whether a path in an archive names a file that somebody put there. Directories, hidden files and files of the
 * archiver itself do not count.
 */
export const isFile = (path: string) =>
  !path.endsWith('/') &&
  path.split('/').every((step) => step !== '__MACOSX' && (!step.startsWith('.') || /^\.\.?$/.test(step)));
