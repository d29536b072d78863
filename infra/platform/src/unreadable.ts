const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
};

/** Why a file that somebody named can't be read. The system's own words are codes and names of its calls. */
export function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error ? words[String(error.code)] : undefined) ?? error.message;
}
