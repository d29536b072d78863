import { version } from '@ringtrace/platform/version';
import { visible, visibleJson } from '@ringtrace/platform/visible';
import { UsageError } from './command.ts';
import { commands, type NamedCommand } from './commands.ts';
import { didYouMean } from './did-you-mean.ts';
import { print, say } from './output.ts';

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Ringtrace: from call-detail records to traceback candidates.',
    '',
    'Usage: ringtrace COMMAND [ARGUMENTS]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    "'ringtrace COMMAND --help' says more; 'ringtrace --version' tells the version.",
    'Exit codes: 0 done, 1 failed, 2 wrong usage.',
  ].join('\n');
}

const asksForHelp = (argument: string | undefined) =>
  argument === 'help' || argument === '--help' || argument === '-h';

function find(name: string): NamedCommand {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command;
  const names = commands.map((one) => one.name);
  throw new UsageError(
    `there is no command '${name}'${didYouMean(name, names)} ('ringtrace help' lists the commands)`,
  );
}

async function help(name: string | undefined): Promise<number> {
  print(name === undefined ? overview() : (await find(name).load()).help);
  return 0;
}

function tellVersion(): number {
  print(`ringtrace ${version}`);
  return 0;
}

async function run(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || asksForHelp(name)) return help(rest[0]);
  if (name === '--version' || name === 'version') return tellVersion();
  const found = find(name);
  if (rest.includes('--help') || rest.includes('-h')) return help(name);
  const command = await found.load();
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError) error.message += ` (see 'ringtrace ${name} --help')`;
    throw error;
  }
}

/** Settings that are wrong are wrong usage. Told by name: most runs need no code that reads settings. */
const isWrongUsage = (error: unknown) =>
  error instanceof UsageError || (error instanceof Error && error.name === 'ConfigError');

/** One line on standard error; as an object where the caller reads JSON. The message may quote a file or an argument. */
function tell(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const asJson = process.argv.includes('--json');
  const exitCode = isWrongUsage(error) ? 2 : 1;
  say(asJson ? visibleJson(JSON.stringify({ error: message, exitCode })) : `ringtrace: ${visible(message)}`);
  if (process.env['RINGTRACE_LOG_LEVEL'] === 'debug' && error instanceof Error) say(error.stack ?? '');
}

/** A reader that has seen enough (`| head`) is no failure. */
process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  tell(error);
  process.exitCode = isWrongUsage(error) ? 2 : 1;
}
