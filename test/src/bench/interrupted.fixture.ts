/** A benchmark that holds a folder and something open, and never ends. It says on standard output when it has both, and when it closes it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { held } from './held.ts';
import { runBenchmark } from './run.ts';

await runBenchmark('fixture', () =>
  held(
    mkdtempSync(join(tmpdir(), 'ringtrace-held-')),
    () => process.stdout.write('closed\n'),
    async (folder) => {
      writeFileSync(join(folder, 'data'), 'measured so far');
      // What is measured fails once what it needs is closed.
      const failing = new Promise<never>((_, reject) =>
        process.on('SIGINT', () => setImmediate(() => reject(new Error('the connection is closed')))),
      );
      process.stdout.write('open\n');
      setInterval(() => {}, 1_000);
      await failing;
    },
  ),
);
