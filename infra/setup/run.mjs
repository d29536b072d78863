/**
 * The program of the npm scripts start, test and test:..., and of the part of lint that looks at the built pages. It is plain
 * JavaScript and runs on any Node from 18 on, before any package is installed.
 */
import { join } from 'node:path';
import { tooLarge } from './first-load.mjs';
import { runContainerTests, runPackageTests } from './lane-tests.mjs';
import { ourNode, root, runInPlace } from './our-node.mjs';
import { builtPages } from './pages.mjs';
import { buildPagesWhereOld, setUp } from './set-up.mjs';
import { setting } from './settings.mjs';
import { SetupError } from './setup-error.mjs';
import { runTests } from './tests.mjs';

const tasks = ['start', 'test', 'test:all', 'test:faults', 'test:containers', 'test:package', 'pages'];
/** Tasks that would otherwise start long work whatever was asked, such as `--help`. */
const withoutArguments = ['test:faults', 'test:containers', 'test:package', 'pages'];
const [task, ...args] = process.argv.slice(2);

async function run() {
  if (task !== undefined && withoutArguments.includes(task) && args.length > 0)
    throw new SetupError(
      `'npm run ${task}' takes no arguments, not '${args.join(' ')}': CONTRIBUTING.md says what it does`,
    );
  const cache = setting('RINGTRACE_CACHE');
  if (cache) process.env['RINGTRACE_CACHE'] = cache;
  if (task === 'test' || task === 'test:all') {
    // Tests need the embedded broker, even where KAFKA_BROKERS names another one.
    await setUp({ kafka: true, tests: true });
    return runTests(task === 'test' ? 'quick' : 'all');
  }
  if (task === 'test:faults') {
    await setUp({ kafka: true });
    return runInPlace(ourNode, [join(root, 'test', 'src', 'faults', 'main.ts')]);
  }
  if (task === 'test:containers') {
    await setUp({ kafka: true });
    return runContainerTests();
  }
  if (task === 'test:package') {
    await setUp({ kafka: true });
    return runPackageTests();
  }
  if (task === 'pages') {
    await buildPagesWhereOld();
    const wrong = tooLarge(builtPages);
    for (const line of wrong) console.error(line);
    return wrong.length === 0 ? 0 : 1;
  }
  await setUp({ kafka: !setting('KAFKA_BROKERS') });
  return runInPlace(ourNode, [join(root, 'infra', 'cli', 'src', 'main.ts'), 'start', ...args]);
}

try {
  if (task === undefined || !tasks.includes(task))
    throw new SetupError(`usage: node infra/setup/run.mjs ${tasks.join('|')} [arguments]`);
  process.exitCode = await run();
} catch (error) {
  // The message of a system error (no space, no write access) says enough, without a stack.
  if (!(error instanceof SetupError || (error instanceof Error && 'syscall' in error))) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
