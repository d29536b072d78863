/** A test file, as far as its place in the order depends on it. */
interface TestFile {
  /** Its path. */
  readonly moduleId: string;
}

/** Whether a file's tests take long by their nature. */
const isLong = ({ moduleId }: TestFile) => moduleId.endsWith('.long.test.ts');

/** The long files first, each part in the order it had. */
export const longFirst = <T extends TestFile>(files: readonly T[]): T[] => [
  ...files.filter(isLong),
  ...files.filter((file) => !isLong(file)),
];
