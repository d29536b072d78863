import { relative } from 'node:path';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/**
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} Report
 */
/** @typedef {{ testResults: readonly { name: string, startTime: number, endTime: number }[] }} FileReport */
/** @typedef {{ task: string, exitCode: number, report?: Report | undefined }} TaskRun */

/**
 * Adds up the counts of test reports. A task that failed although no test failed (a type error, a lint error, a test
 * file that doesn't load, a crash) counts as one failure. A type check or lint that succeeds is not counted.
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

/** A test file that takes longer than this is listed, s. */
const slowS = 10;

/**
 * One line for each slow test file, the slowest first.
 * @param {readonly FileReport[]} reports times in ms
 * @param {string} root the files' paths are shown relative to this folder
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
