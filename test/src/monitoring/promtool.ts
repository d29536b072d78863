import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** '' where promtool is here; otherwise why a test that needs promtool is skipped. */
export const promtool = await promisify(execFile)('promtool', ['--version']).then(
  () => '',
  () => " (skipped: no promtool here: 'apt-get install prometheus')",
);
