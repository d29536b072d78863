import { relative } from 'node:path';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/**
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} Report
 */
/** @typedef {{ testResults: readonly { name: string, startTime: number, endTime: number }[] }} FileReport */
/** @typedef {{ task: string, exitCode: number, report?: Report | undefined }} TaskRun */

/**
 * Adds test reports up. A task that failed without a failed test to show for it (a type error, a lint error, a test
 * file that doesn't load, a crash) counts as one failure; its success is not a test, and counts as nothing.
 * @param {readonly TaskRun[]} runs
 * @returns {Counts}
 */
export function addUp(runs) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { exitCode, report } of runs) {
    const failed = report?.numFailedTests ?? 0;
    counts.passed += report?.numPassedTests ?? 0;
    counts.failed += exitCode !== 0 ? Math.max(failed, 1) : failed;
    counts.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  }
  return counts;
}

/** @param {Counts} counts */
export const countLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** A test file that takes longer is named, s. */
const slowS = 10;

/**
 * The test files that took long, the slowest first, a line each.
 * @param {readonly FileReport[]} reports times are ms
 * @param {string} root names of files are told from here on
 * @returns {string[]}
 */
export function slowFiles(reports, root) {
  return reports
    .flatMap(({ testResults }) => testResults)
    .map(({ name, startTime, endTime }) => ({ file: relative(root, name), s: (endTime - startTime) / 1_000 }))
    .filter(({ s }) => s > slowS)
    .sort((a, b) => b.s - a.s)
    .map(({ file, s }) => `slow: ${s.toFixed(0).padStart(4)} s  ${file}`);
}
