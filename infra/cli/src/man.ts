import type { Entry } from './every-command.ts';
import { inWords, paragraphs, spelt, synopses } from './help.ts';
import { nameOf, type Usage } from './usage.ts';

interface Manual {
  readonly version: string;
  readonly entries: readonly Entry[];
  readonly settings: readonly string[];
}

/** The manual page of all commands, in the macros of man(7). */
export function manualPage({ version, entries, settings }: Manual): string {
  return [
    `.TH RINGTRACE 1 "" "ringtrace ${version}" "Ringtrace"`,
    ...section('Name', ['ringtrace \\- from call\\-detail records to traceback candidates']),
    ...section('Synopsis', ['.B ringtrace', '.I COMMAND', '[\\fIARGUMENTS\\fR]']),
    ...section('Description', [
      text(
        "Carriers stream their call-detail records in; Ringtrace finds illegal robocall campaigns in them, and opens a traceback candidate for each. 'ringtrace help' lists the commands, and 'ringtrace help COMMAND' shows what is said of each here.",
      ),
    ]),
    '.SH COMMANDS',
    ...entries.flatMap(entryLines),
    ...section('Environment', [
      text(
        "'ringtrace config' shows the value of each setting and where it comes from. The README says what each means.",
      ),
      '.PP',
      ...settings.flatMap((name) => [`.B ${text(name)}`, '.br']),
    ]),
    ...section('Files', [
      ...item('.env', 'settings of one folder of Ringtrace, behind the environment'),
      ...item('~/.config/ringtrace/settings.env', 'your own settings, behind .env'),
      ...item('.ringtrace', 'all state, unless RINGTRACE_HOME names another folder'),
    ]),
    ...section('Exit status', [
      ...item('0', 'done'),
      ...item('1', 'failed'),
      ...item('2', 'wrong usage or wrong settings'),
      ...item('130', 'stopped by Ctrl-C, where a command says so'),
    ]),
  ].join('\n');
}

const section = (name: string, lines: readonly string[]) => [`.SH ${name.toUpperCase()}`, ...lines];

function entryLines({ path, summary, usage }: Entry): string[] {
  const own = 'subcommands' in usage ? usage.alone : usage;
  return [
    `.SS ringtrace ${path.join(' ')}`,
    text(`${upper(summary)}.`),
    // Those of a group are its subcommands' too, which follow.
    ...(own?.examples ?? []).flatMap(({ does, line }) => [
      '.PP',
      text(`${upper(does)}:`),
      ...verbatim([line]),
    ]),
    ...('subcommands' in usage ? [] : ['.PP', 'Usage:', ...verbatim(synopses(path, usage))]),
    ...paragraphs(usage).flatMap((paragraph) =>
      paragraph.startsWith('  ') ? verbatim(paragraph.split('\n')) : ['.PP', text(paragraph)],
    ),
    ...(own === undefined ? [] : valueLines(own)),
  ];
}

const upper = (sentence: string) => sentence.slice(0, 1).toUpperCase() + sentence.slice(1);

const valueLines = (usage: Usage) => [
  ...Object.entries(usage.arguments).flatMap(([name, one]) => item(nameOf(name), inWords(one))),
  ...Object.entries(usage.options).flatMap(([name, one]) => item(spelt(name, one), inWords(one))),
];

const item = (tag: string, about: string) => ['.TP', `.B ${text(tag)}`, text(about)];

/** Lines as they are, further to the right. */
const verbatim = (lines: readonly string[]) => ['.RS 4', '.nf', ...lines.map(text), '.fi', '.RE'];

/** A text in which nothing is taken for a command of roff, and ' - ` ^ ~ stay what they are. */
export function text(plain: string): string {
  const escaped = plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('"', '\\(dq');
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
