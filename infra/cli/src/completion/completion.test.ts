import { describe, expect, it } from 'vitest';
import { everyCommand } from '../every-command.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { placesOf } from './places.ts';
import { shells } from './shells.fixture.ts';
import { zshCompletion } from './zsh.ts';

const places = placesOf(await everyCommand());
const scripts = {
  bash: bashCompletion(places),
  zsh: zshCompletion(places),
  fish: fishCompletion(places),
};

/** What is typed, and what is offered for its last word. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ['ringtrace ca', ['candidates', 'carrier', 'case']],
  ['ringtrace carrier ', ['add', 'disable', 'list']],
  ['ringtrace carrier --json d', ['disable']],
  ['ringtrace help bench de', ['dense', 'detect']],
  ['ringtrace help carrier add ', []],
  [
    'ringtrace candidates --status ',
    ['closed', 'confirmed', 'dismissed', 'merged', 'open', 'pending', 'withdrawn'],
  ],
  ['ringtrace candidates --s', ['--since', '--status', '--svg']],
  // bash takes this for three words.
  ['ringtrace candidates --status=op', ['--status=open']],
  ['ringtrace candidates --status=open --s', ['--since', '--status', '--svg']],
  ['ringtrace candidates --limit ', []],
  ['ringtrace candidates --limit 3 --format js', ['json', 'jsonl']],
  ['ringtrace candidates ', ['confirm', 'dismiss', 'precision', 'take-back']],
  ['ringtrace candidates t-1 --svg c', ['calls.csv']],
  ['ringtrace reference load to', ['toll-free']],
  ['ringtrace reference load toll-free ', ['My File.csv', 'calls.csv', 'spool']],
  ['ringtrace reference --valid-from 2026-03-01 load toll-free c', ['calls.csv']],
  ['ringtrace reference restore ported ', []],
  ['ringtrace feed --watch ', ['spool']],
  ['ringtrace feed --rejects ca', ['calls.csv']],
  ['ringtrace feed --format free', ['freeswitch-csv', 'freeswitch-json', 'freeswitch-xml']],
  ['ringtrace feed --format ./c', ['./calls.csv']],
  ['ringtrace feed --timezone America/Chic', ['America/Chicago']],
  ['ringtrace feed --carrier acme calls.csv My', ['My File.csv']],
  ['ringtrace trace --calls c', ['calls.csv']],
  ['ringtrace dead-letters ', ['close', 'reopen', 'replay']],
  ['ringtrace completion ', ['bash', 'fish', 'zsh']],
  ['ringtrace carrier add ', []],
  ['ringtrace nothing ', []],
];

/** With what is typed of the last word, where nothing is offered for it: it stays as it is. */
const asTyped = (line: string, offered: readonly string[]) => {
  const last = line.split(' ').at(-1) ?? '';
  return offered.length === 0 && last !== '' ? [last] : [...offered];
};

describe.each(['bash', 'zsh', 'fish'] as const)('completion for %s', (name) => {
  const shell = shells[name];
  const title = (text: string) =>
    shell.missing === ''
      ? text
      : `${text} (skipped: no ${shell.missing} here: 'apt-get install ${shell.missing}')`;

  it.skipIf(shell.missing !== '')(title('offers what may stand there'), () => {
    const answers = shell.complete(
      scripts[name],
      cases.map(([line]) => line),
    );
    const found = cases.map(([line], i) => [line, [...new Set(answers[i])].sort()]);
    expect(found).toEqual(cases.map(([line, offered]) => [line, asTyped(line, offered)]));
  });

  it.skipIf(shell.missing !== '')(title('offers every name and every option'), () => {
    const asked = places.flatMap(({ at, names, options }) => {
      const line = ['ringtrace', ...at.split('/').filter((word) => word !== ''), ''].join(' ');
      return [
        ...(names.length > 0 ? [{ line, words: names }] : []),
        { line: `${line}--`, words: options },
      ].map(({ line: typed, words }) => [typed, words.map(({ text }) => text).sort()] as const);
    });
    const answers = shell.complete(
      scripts[name],
      asked.map(([line]) => line),
    );
    expect(asked.map(([line], i) => [line, answers[i]?.toSorted()])).toEqual(asked);
  });
});

it('has options that take a value in each command, or in none', () => {
  const kinds = Map.groupBy(
    places.flatMap(({ options }) => options),
    ({ text }) => text,
  );
  for (const [option, all] of kinds)
    expect([option, new Set(all.map(({ value }) => value === undefined)).size]).toEqual([option, 1]);
});

it('offers only words that need no quotes', () => {
  const offers = places.flatMap((place) => [
    ...place.arguments,
    ...place.options.flatMap(({ value }) => (value === undefined ? [] : [value])),
  ]);
  const words = [
    ...offers.flatMap((offer) => offer.words),
    ...places.flatMap(({ names, options }) => [...names, ...options].map(({ text }) => text)),
  ];
  for (const word of words) expect(word).toMatch(/^[\w/+.-]+$/);
});
