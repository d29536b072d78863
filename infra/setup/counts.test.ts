import { expect, it } from 'vitest';
import { addUp, countLine, slowFiles } from './counts.mjs';

const report = (numPassedTests: number, numFailedTests: number, numPendingTests = 0) => ({
  numPassedTests,
  numFailedTests,
  numPendingTests,
  numTodoTests: 0,
});

it('adds the reports of all workspaces up', () => {
  const runs = [
    { task: 'typecheck', exitCode: 0 },
    { task: 'test', exitCode: 0, report: report(3, 0, 1) },
    { task: 'test', exitCode: 1, report: report(2, 2) },
  ];
  expect(addUp(runs)).toEqual({ passed: 5, failed: 2, skipped: 1 });
});

it('counts a failed type check, a failed lint and a crashed test run as one failure each', () => {
  const runs = [
    { task: 'typecheck', exitCode: 2 },
    { task: 'lint', exitCode: 1 },
    { task: 'test', exitCode: 1, report: report(4, 0) },
    { task: 'test', exitCode: 139 },
  ];
  expect(addUp(runs)).toEqual({ passed: 4, failed: 4, skipped: 0 });
});

it('writes the line that the README promises, skipped only where there are any', () => {
  expect(countLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(countLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped');
});

it('names the slow files, the slowest first', () => {
  const took = (name: string, endTime: number) => ({ name: `/clone/${name}`, startTime: 1_000, endTime });
  const reports = [
    { testResults: [took('a.test.ts', 12_400), took('b.test.ts', 10_000)] },
    { testResults: [took('c/d.test.ts', 121_600)] },
  ];
  expect(slowFiles(reports, '/clone')).toEqual(['slow:  121 s  c/d.test.ts', 'slow:   11 s  a.test.ts']);
});
