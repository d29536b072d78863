import { ConfigError } from '@ringtrace/platform/config';
import { visible } from '@ringtrace/platform/visible';
import { UsageError } from './command.ts';
import { commands } from './commands.ts';
import { print, say } from './output.ts';

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Ringtrace: from call-detail records to traceback candidates.',
    '',
    'Usage: ringtrace COMMAND [ARGUMENTS]',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    "'ringtrace COMMAND --help' says more. Exit codes: 0 done, 1 failed, 2 wrong usage.",
  ].join('\n');
}

async function run(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = commands.find((command) => command.name === rest[0]);
    print(about?.help ?? overview());
    return 0;
  }
  const command = commands.find((c) => c.name === name);
  if (command === undefined) throw new UsageError(`there is no command '${name}'`);
  if (rest.includes('--help') || rest.includes('-h')) {
    print(command.help);
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError) error.message += ` (see 'ringtrace ${name} --help')`;
    throw error;
  }
}

/** A reader that has seen enough (`| head`) is no failure. */
process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // What is wrong may have been quoted from a file or from the command line.
  say(`ringtrace: ${visible(error instanceof Error ? error.message : String(error))}`);
  if (process.env['RINGTRACE_LOG_LEVEL'] === 'debug' && error instanceof Error) say(error.stack ?? '');
  process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
}
