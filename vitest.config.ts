import { defineConfig } from 'vitest/config';

/** For every workspace: its test script names this file and runs in its own folder. */
export default defineConfig({
  test: {
    include: ['*.test.ts', 'src/**/*.test.ts'],
    passWithNoTests: true,
    // Only what hangs may reach these: a machine shared with others takes many times as long as an idle one.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // npm test adds these reports up.
    reporters: ['default', ['json', { outputFile: '.turbo/tests.json' }]],
  },
});
