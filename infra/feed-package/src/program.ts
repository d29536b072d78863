import { homedir } from 'node:os';
import { join } from 'node:path';
import { version } from '@ringtrace/platform/version';
import { visible } from '@ringtrace/platform/visible';
import { messageWithWayOut } from '@ringtrace/platform/way-out';

/**
 * The program of the package: `ringtrace feed` alone, for carriers without a clone of this repository. Its state lies where
 * RINGTRACE_HOME says, else in the user's own state folder.
 */
process.env['RINGTRACE_HOME'] ??= join(
  process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'),
  'ringtrace-feed',
);

const summary = "publish a carrier's switch files";

async function run(args: readonly string[]): Promise<number> {
  // Read after the state's folder is set: settings are read when these files are loaded.
  const [{ feed }, { usage }, { helpOf }] = await Promise.all([
    import('ringtrace/commands/feed'),
    import('ringtrace/usage/feed'),
    import('ringtrace/help'),
  ]);
  if (args[0] === '--version') {
    process.stdout.write(`ringtrace-feed ${version}\n`);
    return 0;
  }
  if (args.length === 0 || args.includes('--help')) {
    process.stdout.write(
      `${helpOf(['feed'], summary, usage).replaceAll('ringtrace feed', 'ringtrace-feed')}\n`,
    );
    return args.length === 0 ? 2 : 0;
  }
  return feed.run(args);
}

/** What a carrier has to do: it has no Ringtrace of its own, which the usual advice takes for granted. */
const noBroker =
  'no Kafka is named: set KAFKA_BROKERS to the address that the traceback group gave you, and KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD to your login';

/** A reader that has seen enough (`| head`) is no failure. */
process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));

const isWrongUsage = (error: unknown) =>
  error instanceof Error && ['UsageError', 'ConfigError'].includes(error.name);

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const isNowhere = error instanceof Error && error.name === 'NotRunningError';
  const message = isNowhere ? noBroker : messageWithWayOut(error);
  process.stderr.write(
    `ringtrace-feed: ${visible(message)}${isWrongUsage(error) ? " (see 'ringtrace-feed --help')" : ''}\n`,
  );
  process.exitCode = isWrongUsage(error) ? 2 : 1;
}
