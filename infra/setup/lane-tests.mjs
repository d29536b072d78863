import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { addUp, countLine, slowFiles } from './counts.mjs';
import { findDocker, howToGetDocker } from './docker.mjs';
import { ourNode, root, runInPlace } from './our-node.mjs';

const folder = join(root, 'test');

/**
 * Runs the tests of a lane that is no part of `npm run test:all`. Prints slow test files, then the counts in the last line. Returns
 * the exit code.
 * @param {'containers' | 'package'} lane the tests are the files named `*.<lane>-test.ts`
 * @param {NodeJS.ProcessEnv} [env] added to the tests' environment
 */
async function runLane(lane, env = {}) {
  const report = join(folder, '.tests', `${lane}.json`);
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const exitCode = await runInPlace(
    ourNode,
    [vitest, 'run', '--isolate', '--config', '../vitest.config.ts'],
    {
      cwd: folder,
      env: {
        ...process.env,
        PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
        RINGTRACE_TESTS: lane,
        ...env,
      },
    },
  );
  const read = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  // Without a report the run broke off, whatever its exit code says.
  const counts = addUp([{ task: 'test', exitCode: read ? exitCode : 1, report: read }]);
  for (const line of slowFiles(read ? [read] : [], root)) console.log(line);
  // Ctrl-C: nothing failed, and nothing is known.
  const isInterrupted = read === undefined && (exitCode === 130 || exitCode === 143);
  console.log(isInterrupted ? 'interrupted: no test was counted' : countLine(counts));
  if (isInterrupted) return exitCode;
  return counts.failed === 0 ? 0 : 1;
}

/** `npm run test:containers`. Without Docker it says how to get one, and all its tests are skipped and counted. */
export async function runContainerTests() {
  const docker = await findDocker();
  if (docker === undefined) {
    console.log(howToGetDocker());
    return runLane('containers', { DOCKER_HOST: '' });
  }
  try {
    return await runLane('containers', {
      DOCKER_HOST: docker.host,
      TESTCONTAINERS_RYUK_DISABLED: 'true',
      TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1',
    });
  } finally {
    await docker.stop();
  }
}

/** `npm run test:package`. */
export const runPackageTests = () => runLane('package');
