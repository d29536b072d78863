/** A test file, as far as its place in the order depends on it. */
interface TestFile {
  /** Its path. */
  readonly moduleId: string;
}

/** Files whose tests take long by their nature. */
const long = /\.long\.test\.ts$/;

/** Folders whose tests run installations of their own: that takes a minute, however short the file is. */
const ofInstallations = /\/src\/(e2e|producers)\//;

function place({ moduleId }: TestFile): number {
  if (long.test(moduleId)) return 0;
  return ofInstallations.test(moduleId) ? 1 : 2;
}

/** The long files first, then those that run installations of their own; each part in the order it had. */
export const longFirst = <T extends TestFile>(files: readonly T[]): T[] =>
  files.toSorted((a, b) => place(a) - place(b));
