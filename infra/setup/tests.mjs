import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { addUp, countLine, slowFiles } from './counts.mjs';
import { failureLines } from './failures.mjs';
import { memoryFolder } from './memory-folder.mjs';
import { ourNode, root, runInPlace } from './our-node.mjs';
import { offerTestServices, servicesVariable } from './test-services.mjs';

const tasks = ['typecheck', 'lint', 'test'];
const summaries = join(root, '.turbo', 'runs');
/** The report of a workspace's tests, as set in vitest.config.ts. @param {string} folder */
const reportPath = (folder) => join(root, folder, '.tests', 'report.json');

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
/** A file of the clone, '' where there is none. @param {string} path */
const textOf = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

/**
 * Runs the whole task graph. Prints slow test files, then what failed, then the counts in the last line. Returns the exit code.
 * @param {'quick' | 'all'} lane `quick` leaves the files named `*.long.test.ts` out.
 */
export async function runTests(lane) {
  /** @type {string[]} */
  const folders = readJson(join(root, 'package.json')).workspaces;
  for (const folder of folders) rmSync(reportPath(folder), { force: true });
  rmSync(summaries, { recursive: true, force: true });
  const turbo = join(root, 'node_modules', 'turbo', 'bin', 'turbo');
  const args = [turbo, 'run', ...tasks, '--continue=always', '--summarize'];
  const inMemory = memoryFolder();
  if (inMemory !== undefined) process.env['TMPDIR'] = inMemory;
  const services = await offerTestServices();
  const exitCode = await runInPlace(ourNode, args, {
    cwd: root,
    env: { ...taskEnvironment(), RINGTRACE_TESTS: lane, [servicesVariable]: services.socket },
  });
  await services.stop();
  if (inMemory !== undefined) rmSync(inMemory, { recursive: true, force: true });
  /** @param {string} folder */
  const testLog = (folder) =>
    textOf(join(folder, '.turbo', 'turbo-test.log')) || 'it ended before its report';
  // Turbo says nothing of a task that an interruption cut short.
  const cutShort = folders.filter((folder) => !existsSync(reportPath(folder)));
  const runs = [
    ...taskRuns(exitCode),
    ...cutShort.map((folder) => ({ id: `${folder}#test`, task: 'test', exitCode: 1, log: testLog(folder) })),
  ];
  const counts = addUp(runs);
  const reports = folders.map(reportPath).filter(existsSync).map(readJson);
  for (const line of [...slowFiles(reports, root), ...failureLines(runs, root)]) console.log(line);
  console.log(countLine(counts));
  return exitCode === 0 && counts.failed === 0 ? 0 : 1;
}

/**
 * Environment of every task: our Node comes first on the PATH, and turbo and npm print no messages about themselves.
 */
const taskEnvironment = () => ({
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
  npm_config_loglevel: 'silent',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  ...(process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }),
});

/**
 * The result of each task by turbo's summary. Where there is no summary, turbo itself counts as the one task.
 * @param {number} exitCode
 * @returns {(import('./counts.mjs').TaskRun & import('./failures.mjs').EndedTask)[]}
 */
function taskRuns(exitCode) {
  const summary = existsSync(summaries)
    ? readdirSync(summaries).find((name) => name.endsWith('.json'))
    : undefined;
  const turbo = { id: 'turbo', task: 'turbo', exitCode };
  if (!summary) return [turbo];
  const runs = readJson(join(summaries, summary)).tasks.map(taskRun);
  return exitCode !== 0 && runs.every((/** @type {{ exitCode: number }} */ run) => run.exitCode === 0)
    ? [...runs, turbo]
    : runs;
}

/**
 * @param {{ taskId: string, task: string, directory: string, logFile?: string, execution?: { exitCode?: number } }} summary
 * @returns {import('./counts.mjs').TaskRun & import('./failures.mjs').EndedTask}
 */
function taskRun({ taskId: id, task, directory, logFile = '', execution }) {
  const report = reportPath(directory);
  const exitCode = execution?.exitCode ?? 1;
  const log = exitCode !== 0 && logFile !== '' ? textOf(logFile) : '';
  if (task !== 'test') return { id, task, exitCode, log };
  // A test run without a report is counted in `runTests` already.
  if (!existsSync(report)) return { id, task, exitCode: 0 };
  return { id, task, exitCode, log, report: readJson(report) };
}
