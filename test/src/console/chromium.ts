import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Names that Debian, Alpine and Google give the browser. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser's program; undefined where there is none on the PATH. */
export const program = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((path) => existsSync(path));

/** Starts the browser. Throws where there is none. */
export function launchBrowser(): Promise<Browser> {
  if (program === undefined) throw new Error('there is no chromium on the PATH');
  return chromium.launch({
    executablePath: program,
    // Tests run as root in containers, where the browser's own sandbox can't start; they open nothing but our own pages.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}
