import { defineConfig } from 'vitest/config';

/** Tests that take long by their nature: launches under every condition, random faults, accuracy, foreign clients. */
const long = ['**/*.long.test.ts'];
/** `npm test` leaves the long tests out; `npm run test:all`, and vitest run by hand, take all. */
const quick = process.env['RINGTRACE_TESTS'] === 'quick';

/** For every workspace: its test script names this file and runs in its own folder. */
export default defineConfig({
  test: {
    include: ['*.test.ts', 'src/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(quick ? long : [])],
    passWithNoTests: true,
    // Whoever runs the tests may have settings of their own.
    env: { XDG_CONFIG_HOME: '/nonexistent' },
    // Only what hangs may reach these: a machine shared with others takes many times as long as an idle one.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // npm test adds these reports up. Turbo keeps them with the results it has cached.
    reporters: ['default', ['json', { outputFile: '.tests/report.json' }]],
  },
});
