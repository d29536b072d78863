import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { expect, it } from 'vitest';
import { type Entry, everyCommand } from './every-command.ts';
import { findSubcommand, parseUsage } from './usage.ts';

const entries = await everyCommand();
const nameOf = ({ path }: Entry) => path.join(' ');

/** No program is reached but these, which stand for the real ones. */
const stubs = `
PATH=/nowhere
ringtrace() { printf '%s\\0' "$#" "$@" >&3; }
npx() { [ "$1" = --no ] && shift; "$@"; }
zcat() { :; }
source() { :; }
man() { :; }
mkdir() { command -p mkdir "$@"; }
umask() { :; }
`;

/** What a shell makes of a line: the arguments of each ringtrace in it. */
function inShell(line: string): string[][] {
  const directory = mkdtempSync(join(tmpdir(), 'ringtrace-examples-'));
  try {
    execFileSync('bash', ['-c', `exec 3>calls\n${stubs}${line}`], {
      cwd: directory,
      env: { HOME: directory },
      stdio: 'pipe',
    });
    return callsIn(readFileSync(join(directory, 'calls'), 'utf8').split('\0').slice(0, -1));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Each call is the number of its arguments, and then these. */
function callsIn(words: readonly string[]): string[][] {
  const calls: string[][] = [];
  for (let i = 0; i < words.length; i += 1) {
    const end = i + 1 + Number(words[i]);
    calls.push(words.slice(i + 1, end));
    i = end - 1;
  }
  return calls;
}

/** Parses it by the tables, and returns the command and subcommand it names. */
function parsed([name = '', ...args]: readonly string[]): string[] {
  const entry = entries.find(({ path }) => path.length === 1 && path[0] === name);
  if (entry === undefined) throw new Error(`there is no command '${name}'`);
  const { path, usage, rest } = findSubcommand(name, entry.usage, args);
  const own = 'subcommands' in usage ? usage.alone : usage;
  if (own === undefined) throw new Error(`'${name}' needs a subcommand`);
  parseUsage(own, rest);
  return [...path];
}

it.each(entries.map((entry) => [nameOf(entry), entry] as const))(
  'the examples of %s are command lines of its own that parse',
  (_, { path, usage }) => {
    expect(usage.examples.length).toBeGreaterThan(0);
    for (const { line } of usage.examples) {
      const calls = inShell(line).map(parsed);
      expect(calls.some((one) => path.every((word, i) => one[i] === word))).toBe(true);
    }
  },
);

it('every command line of the documents parses', () => {
  const lines = globSync(['*.md', 'docs/**/*.md'], { cwd: projectRoot })
    .flatMap((file) => readFileSync(join(projectRoot, file), 'utf8').split('\n'))
    .filter((line) => /^\s*(?:\(umask 077; )?npx (?:--no )?ringtrace (?!--version)/.test(line));
  expect(lines.length).toBeGreaterThan(30);
  for (const line of lines) expect(inShell(line).map(parsed).length, line).toBeGreaterThan(0);
});

it.each(entries.map((entry) => [nameOf(entry), entry] as const))(
  'the text of %s names only options there are',
  (_, { usage }) => {
    const alone = 'subcommands' in usage && usage.alone !== undefined ? [usage.alone] : [];
    const usages = 'subcommands' in usage ? [...Object.values(usage.subcommands), ...alone] : [usage];
    const known = usages.flatMap(({ options }) => Object.keys(options));
    const values = usages.flatMap((one) => [...Object.values(one.arguments), ...Object.values(one.options)]);
    const text = [usage.about ?? '', ...values.map(({ about }) => about)].join('\n');
    // Another command's options stand in quotes with their command.
    const own = text.replaceAll(/'ringtrace [^']*'|'npm [^']*'/g, '');
    for (const [, name] of own.matchAll(/(?<![\w-])--([a-z][\w-]*)/g)) expect(known).toContain(name);
  },
);
