import type { NamedCommand } from './commands.ts';
import { type AnyUsage, type Argument, nameOf, type Option, type Usage } from './usage.ts';

/** Columns of the help: as wide as the README's code, and no wider than the terminal. */
const width = () => Math.max(leastWidth, Math.min(110, process.stdout.columns ?? 110));
const leastWidth = 50;

/** The list of all commands. */
export function overview(commands: readonly NamedCommand[]): string {
  return [
    'Ringtrace: from call-detail records to traceback candidates.',
    '',
    'Usage: ringtrace COMMAND [ARGUMENTS]',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    ...wrapped(
      "'ringtrace help COMMAND' says more, with examples; 'ringtrace --version' tells the version.",
      width(),
    ),
    'Exit codes: 0 done, 1 failed, 2 wrong usage.',
  ].join('\n');
}

/** @param path the command's name, or that of a subcommand behind it */
export function helpOf(path: readonly string[], summary: string, usage: AnyUsage): string {
  const parts = [
    [`ringtrace ${path.join(' ')}: ${summary}`],
    ['Examples:', ...usage.examples.flatMap(({ does, line }) => [`  # ${does}`, `  ${line}`])],
    synopses(path, usage).map((line, i) => `${i === 0 ? 'Usage: ' : '       '}${line}`),
    ...paragraphs(usage).map((paragraph) => wrapped(paragraph, width())),
    ...('subcommands' in usage ? listOf(path, usage) : [rowsOf(usage)]),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

export const paragraphs = ({ about }: AnyUsage) => about?.split('\n\n') ?? [];

/** What may be typed, a line for each way. */
export function synopses(path: readonly string[], usage: AnyUsage): string[] {
  const name = `ringtrace ${path.join(' ')}`;
  if (!('subcommands' in usage)) return [[name, ...synopsisOf(usage)].join(' ')];
  const alone = usage.alone === undefined ? [] : synopses(path, usage.alone);
  const each = Object.entries(usage.subcommands).flatMap(([sub, one]) => synopses([...path, sub], one));
  return [...alone, ...each];
}

function synopsisOf(usage: Usage): string[] {
  const options = Object.entries(usage.options);
  const required = options.filter(([, option]) => option.required);
  return [
    ...required.map(([name, option]) => spelt(name, option)),
    ...(options.length > required.length ? ['[OPTIONS]'] : []),
    ...Object.entries(usage.arguments).map(([name, { optional, many }]) => {
      const shown = `${nameOf(name)}${many ? '...' : ''}`;
      return optional ? `[${shown}]` : shown;
    }),
  ];
}

export const spelt = (name: string, { value }: Option) =>
  `--${name}${value === undefined ? '' : ` ${value}`}`;

/** What an argument or option takes, in words. */
export function inWords({ about, oneOf, known, ...one }: Argument | Option): string {
  const fallback = 'default' in one ? ` (default ${one.default})` : '';
  if (oneOf !== undefined) return `${about}: ${oneOf.join(', ')}${fallback}`;
  // A long list is for completion alone.
  const named = known !== undefined && known.length <= mostNamed ? `: ${known.join(', ')}` : '';
  return `${about}${named}${fallback}`;
}

const mostNamed = 20;

/** Arguments and options with what they take. */
const rowsOf = ({ arguments: named, options }: Usage) =>
  columns([
    ...Object.entries(named).map(([name, one]): [string, string] => [nameOf(name), inWords(one)]),
    ...Object.entries(options).map(([name, one]): [string, string] => [spelt(name, one), inWords(one)]),
  ]);

function listOf(path: readonly string[], usage: Extract<AnyUsage, { subcommands: unknown }>): string[][] {
  const list = Object.entries(usage.subcommands).map(([name, one]): [string, string] => [name, one.summary]);
  const shared = usage.alone === undefined ? [] : rowsOf(usage.alone);
  return [columns(list), shared, [`'ringtrace help ${path.join(' ')} NAME' says more of each.`]];
}

/** Two columns; the second is wrapped. */
function columns(all: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(0, ...all.map(([name]) => name.length));
  const indent = ' '.repeat(left + 4);
  return all.flatMap(([name, text]) => {
    const [first = '', ...rest] = wrapped(text, width() - indent.length);
    return [`  ${name.padEnd(left)}  ${first}`, ...rest.map((line) => indent + line)];
  });
}

/** Lines of at most so many columns; what begins with two spaces is a table and keeps its lines. */
export function wrapped(text: string, columns: number): string[] {
  if (text.startsWith('  ')) return text.split('\n');
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
