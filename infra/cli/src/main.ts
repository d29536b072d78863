import { didYouMean } from '@ringtrace/platform/did-you-mean';
import { version } from '@ringtrace/platform/version';
import { visible, visibleJson } from '@ringtrace/platform/visible';
import { messageWithWayOut } from '@ringtrace/platform/way-out';
import { UsageError } from './command.ts';
import { load } from './commands/load.ts';
import { commands, type NamedCommand } from './commands.ts';
import { print, say } from './output.ts';

const asksForHelp = (argument: string | undefined) =>
  argument === 'help' || argument === '--help' || argument === '-h';

/** What begins with - was meant as an option. */
function unknown(name: string): string {
  const [what, names] = name.startsWith('-')
    ? ['option', ['--help', '--version']]
    : ['command', [...commands.map((one) => one.name), 'help', 'version']];
  return `there is no ${what} '${name}'${didYouMean(name, names)} ('ringtrace help' lists the commands)`;
}

function find(name: string) {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command;
  throw new UsageError(unknown(name));
}

/** Of a command, or of the subcommand that `args` names; returns what is left of them. */
async function helpOn(name: string, args: readonly string[]): Promise<readonly string[]> {
  const command = find(name);
  const [{ helpOf }, { findSubcommand }] = await Promise.all([import('./help.ts'), import('./usage.ts')]);
  const { path, usage, summary, rest } = findSubcommand(name, await command.usage(), args);
  if (rest.length === 0 || asksForHelpIn(rest)) print(helpOf(path, summary ?? command.summary, usage));
  return rest;
}

/** `ringtrace help` and what stands behind it. */
async function help([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || asksForHelp(name)) {
    const { overview } = await import('./help.ts');
    print(overview(commands));
    return 0;
  }
  const [extra] = await helpOn(name, args);
  if (extra !== undefined) throw new UsageError(`there is no help on '${[name, ...args].join(' ')}'`);
  return 0;
}

function tellVersion(): number {
  print(`ringtrace ${version}`);
  return 0;
}

/** Behind `--` stands no option. */
function asksForHelpIn(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((one) => one === '--help' || one === '-h');
}

async function run(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || asksForHelp(name)) return help(rest);
  if (name === '--version' || name === 'version') return tellVersion();
  const found = find(name);
  if (asksForHelpIn(rest)) {
    await helpOn(name, rest);
    return 0;
  }
  const command = await load[found.name]();
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError)
      error.message += ` (see 'ringtrace ${await pathOf(found, rest)} --help')`;
    throw error;
  }
}
/** The command and, where one is meant, its subcommand. */
async function pathOf({ name, usage }: NamedCommand, args: readonly string[]): Promise<string> {
  const { findSubcommand } = await import('./usage.ts');
  try {
    return findSubcommand(name, await usage(), args).path.join(' ');
  } catch {
    return name;
  }
}

/** Settings that are wrong are wrong usage. Told by name: most runs need no code that reads settings. */
const isWrongUsage = (error: unknown) =>
  error instanceof UsageError || (error instanceof Error && error.name === 'ConfigError');

/** One line on standard error; as an object where the caller reads JSON. The message may quote a file or an argument. */
function tell(error: unknown): void {
  const message = messageWithWayOut(error);
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
