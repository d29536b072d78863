import { expect, it } from 'vitest';
import { failureLines } from './failures.mjs';

const passed = { status: 'passed', fullName: 'adds', failureMessages: [''] };
const file = (name: string, status: string, assertionResults: (typeof passed)[], message = '') => ({
  name: `/clone/${name}`,
  status,
  message,
  assertionResults,
});
const lines = (...tasks: Parameters<typeof failureLines>[0]) => failureLines(tasks, '/clone');

it('names each failed test with its file, and the beginning of its error', () => {
  const failed = (fullName: string, message: string) => ({
    status: 'failed',
    fullName,
    failureMessages: [message],
  });
  const report = {
    testResults: [
      file('a/a.test.ts', 'passed', [passed]),
      file('a/b.test.ts', 'failed', [
        passed,
        failed(
          'a port is free',
          '\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n\n    at /clone/a/b.test.ts:3:5\n    at run',
        ),
        failed('a long one', `Error: ${'x'.repeat(400)}`),
      ]),
    ],
  };
  expect(lines({ id: 'a#test', exitCode: 1, report, log: 'error' })).toEqual([
    'failed: a/b.test.ts > a port is free',
    '  AssertionError: expected 1 to be 2',
    'failed: a/b.test.ts > a long one',
    `  Error: ${'x'.repeat(293)} ...`,
  ]);
});

it('names a file that failed before or after its tests', () => {
  const skipped = { status: 'skipped', fullName: 'is skipped', failureMessages: [''] };
  const report = { testResults: [file('a/c.test.ts', 'failed', [skipped], 'Error: no engine\n    at x')] };
  expect(lines({ id: 'a#test', exitCode: 1, report })).toEqual([
    'failed: a/c.test.ts > outside of its tests',
    '  Error: no engine',
  ]);
});

it.each([
  [
    'an error that no test caught',
    'stderr: an error that a test expects\n ✓ all\n⎯ Unhandled Errors ⎯\nVitest caught 1 unhandled error\nError: listen EADDRINUSE\n',
    ['  Vitest caught 1 unhandled error', '  Error: listen EADDRINUSE'],
  ],
  ['a type error', '> tsc\n\na.ts(3,1): error TS2304: no name', ['  a.ts(3,1): error TS2304: no name']],
  [
    'a log without an error',
    'one\ntwo\nthree\nSegmentation fault\n',
    ['  two', '  three', '  Segmentation fault'],
  ],
  ['no log', '', []],
])('names a task of which no test failed: %s', (_, log, error) => {
  const report = { testResults: [file('a/a.test.ts', 'passed', [passed])] };
  expect(lines({ id: 'a#test', exitCode: 1, report, log })).toEqual([
    'failed: a#test (exit code 1), none of its tests',
    ...error,
  ]);
});

it('says nothing where nothing failed', () => {
  const report = { testResults: [file('a/a.test.ts', 'passed', [passed])] };
  expect(lines({ id: 'a#test', exitCode: 0, report }, { id: 'a#typecheck', exitCode: 0 })).toEqual([]);
});
