import { afterEach, describe, expect, it } from 'vitest';
import { commands } from './commands.ts';
import { everyCommand } from './every-command.ts';
import { helpOf, overview, wrapped } from './help.ts';

describe('helpOf', async () => {
  const entries = await everyCommand();

  it.each(entries.map((entry) => [entry.path.join(' '), entry] as const))(
    '%s: examples, then usage, then every argument and option',
    (name, { path, summary, usage }) => {
      const help = helpOf(path, summary, usage);
      expect(help.indexOf('Examples:')).toBeGreaterThan(0);
      expect(help.indexOf(`Usage: ringtrace ${name}`)).toBeGreaterThan(help.indexOf('Examples:'));
      const shown =
        'subcommands' in usage
          ? Object.keys(usage.subcommands)
          : [
              ...Object.keys(usage.arguments).map((argument) => argument.toUpperCase()),
              ...Object.keys(usage.options).map((option) => `--${option}`),
            ];
      for (const one of shown) expect(help).toMatch(new RegExp(`^ {2}${one}\\b`, 'm'));
    },
  );
});

describe('in a terminal', () => {
  const before = process.stdout.columns;
  afterEach(() => {
    process.stdout.columns = before;
  });

  it.each([80, 60])('of %i columns, the overview is no wider, and says the same', (columns) => {
    process.stdout.columns = 110;
    const wide = overview(commands);
    process.stdout.columns = columns;
    const narrow = overview(commands);
    for (const line of narrow.split('\n')) expect(line.length, line).toBeLessThanOrEqual(columns);
    expect(narrow.split(/\s+/)).toEqual(wide.split(/\s+/));
  });
});

it('lists every command in the overview', () => {
  for (const { name } of commands) expect(overview(commands)).toContain(`\n  ${name} `);
});

describe('wrapped', () => {
  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['toolongaword x', 5, ['toolongaword', 'x']],
    ['', 5, ['']],
    ['  a   table\n  b   kept', 5, ['  a   table', '  b   kept']],
  ])('%j in %i columns', (text, columns, lines) => {
    expect(wrapped(text, columns)).toEqual(lines);
  });
});
