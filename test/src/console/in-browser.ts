import { describe } from 'vitest';
import { program } from './chromium.ts';

/** Tests in a real browser. Where there is none they are skipped, and their name says so. */
export function describeInBrowser(name: string, tests: () => void): void {
  const missing = program === undefined ? ' (skipped: there is no chromium on the PATH)' : '';
  describe.skipIf(missing !== '')(`${name}${missing}`, tests);
}
