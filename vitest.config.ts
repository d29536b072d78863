import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { longFirst } from './infra/setup/long-first.ts';

/** Tests that take long by their nature: launches under every condition, random faults, accuracy, foreign clients. */
const long = ['**/*.long.test.ts'];
/** `npm test` leaves the long tests out; `npm run test:all`, and vitest run by hand, take all. */
const quick = process.env['RINGTRACE_TESTS'] === 'quick';

/**
 * `npm run test:containers` and `npm run test:package` take their own files alone, one after the other: each starts services of its
 * own.
 */
const lane = ['containers', 'package'].find((name) => name === process.env['RINGTRACE_TESTS']);

/**
 * The order of test files. A new clone knows no durations, and vitest begins with the largest files there. A small file whose tests take
 * minutes would begin last, and run alone at the end.
 */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return longFirst(await super.sort(files));
  }
}

/** For every workspace: its test script names this file and runs in its own folder. */
export default defineConfig({
  test: {
    include: lane === undefined ? ['*.test.ts', 'src/**/*.test.{ts,tsx}'] : [`src/**/*.${lane}-test.ts`],
    exclude: ['**/node_modules/**', ...(quick ? long : [])],
    passWithNoTests: true,
    // One broker and one engine for all files of a run; each starts when it is first asked for.
    globalSetup: [join(import.meta.dirname, 'infra/local/src/test-services/global-setup.ts')],
    // Whoever runs the tests may have settings of their own.
    env: { XDG_CONFIG_HOME: '/nonexistent' },
    // Only what hangs may reach these: a machine shared with others takes many times as long as an idle one.
    testTimeout: 480_000,
    hookTimeout: 480_000,
    // The files of a worker share what they import: loading it anew for each file takes half of the time of tests without services.
    // So a test must put back what it changes of a module or of the process. Three workspaces ask for files apart (`--isolate` in their
    // package.json): the console's pages keep state in modules, and the tests of services take long for other reasons.
    isolate: false,
    // One more than the two cores that a test machine has: tests of services wait a good part of their time.
    maxWorkers: lane === undefined ? 3 : 1,
    sequence: { sequencer: LongFirst },
    // npm test adds these reports up. Turbo keeps them with the results it has cached.
    reporters: ['default', ['json', { outputFile: `.tests/${lane ?? 'report'}.json` }]],
  },
});
