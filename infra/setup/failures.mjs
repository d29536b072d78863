import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ status: string, fullName: string, failureMessages?: readonly string[] | null }} TestResult */
/**
 * One test file in a report of vitest.
 * @typedef {{ name: string, status: string, message?: string, assertionResults: readonly TestResult[] }} FileResult
 */
/**
 * A task of the graph, with what is known of it.
 * @typedef {object} EndedTask
 * @property {string} id such as `@ringtrace/local#test`
 * @property {number} exitCode
 * @property {{ testResults: readonly FileResult[] }} [report] of a task that ran tests
 * @property {string} [log] what the task printed
 */

/** Longest part of an error that is shown, characters. */
const mostCharacters = 300;

/**
 * What failed, as lines for the end of a run: `failed: FILE > TEST`, then the beginning of its error, indented. A file that failed
 * outside of its tests has a line of its own. So has a task that failed although all its tests passed.
 * @param {readonly EndedTask[]} tasks
 * @param {string} root the files' paths are shown relative to this folder
 * @returns {string[]}
 */
export const failureLines = (tasks, root) =>
  tasks.flatMap(({ id, exitCode, report, log = '' }) => {
    const failed = (report?.testResults ?? []).flatMap((file) => failuresOf(file, root));
    if (failed.length > 0 || exitCode === 0) return failed;
    return [`failed: ${id} (exit code ${exitCode}), none of its tests`, ...indented(errorIn(log))];
  });

/**
 * @param {FileResult} file
 * @param {string} root
 */
function failuresOf({ name, status, message = '', assertionResults }, root) {
  const file = relative(root, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed')
    return [`failed: ${file} > outside of its tests`, ...indented(message)];
  return failed.flatMap(({ fullName, failureMessages }) => [
    `failed: ${file} > ${fullName}`,
    ...indented(failureMessages?.[0] ?? ''),
  ]);
}

/** The beginning of an error, without the places in the code. @param {string} error */
function indented(error) {
  const message = stripVTControlCharacters(error)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .join('\n');
  const shown = message.length > mostCharacters ? `${message.slice(0, mostCharacters)} ...` : message;
  return shown === '' ? [] : shown.split('\n').map((line) => `  ${line}`);
}

/**
 * The part of a log that names the error, or else its end. An error that no test caught stands below a heading of vitest.
 * @param {string} log
 */
function errorIn(log) {
  const lines = stripVTControlCharacters(log).trimEnd().split('\n');
  const heading = lines.findIndex((line) => /Unhandled (Errors?|Rejection)/.test(line));
  const first =
    heading >= 0 ? heading + 1 : lines.findIndex((line) => /\berror\b|\bError:|[✖×✘]/i.test(line));
  return first >= 0 ? lines.slice(first).join('\n') : lines.slice(-3).join('\n');
}
