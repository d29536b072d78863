import { providerIdRule } from '@ringtrace/schemas/provider-id';
import { describe, expect, it } from 'vitest';
import { defineGroup, defineSubcommand, defineUsage, findSubcommand, parseUsage } from './usage.ts';

const trip = defineUsage({
  examples: [],
  arguments: {
    from: { about: 'where it begins' },
    by: { about: 'the means', oneOf: ['train', 'boat'] },
    stop: { about: 'places between', optional: true, many: true },
  },
  options: {
    days: { type: 'string', value: 'N', about: 'how long', whole: true, default: '3' },
    class: { type: 'string', value: 'NAME', about: 'of the seat', oneOf: ['first', 'second'] },
    until: { type: 'string', value: 'DATE', about: 'the end', required: true },
    for: { type: 'string', value: 'NAME', about: 'who travels', filled: true },
    carrier: { type: 'string', value: 'ID', about: 'who carries', carrierId: true },
    note: { type: 'string', value: 'TEXT', about: 'anything' },
    json: { type: 'boolean', about: 'as JSON' },
  },
});

describe('parseUsage', () => {
  it('gives arguments and options by name, as what they stand for', () => {
    const args = ['rome', 'boat', 'bari', 'corfu', '--until', 'may', '--class=first', '--json'];
    expect(parseUsage(trip, args)).toEqual({
      given: { from: 'rome', by: 'boat', stop: ['bari', 'corfu'] },
      options: { days: 3, class: 'first', until: 'may', json: true },
    });
  });

  it('takes an empty text where one may stand', () => {
    const { options } = parseUsage(trip, ['rome', 'boat', 'bari', '--until', 'may', '--note', '']);
    expect(options.note).toBe('');
  });

  it('takes a text that begins with a dash', () => {
    const { options } = parseUsage(trip, ['rome', 'boat', 'bari', '--until', 'may', '--note', '- by night']);
    expect(options.note).toBe('- by night');
  });

  it('takes what follows -- as arguments', () => {
    const { given } = parseUsage(trip, ['rome', 'boat', '--until', 'may', '--', '--json', '--days', '-5']);
    expect(given.stop).toEqual(['--json', '--days', '-5']);
  });

  it.each([
    [[], '--until is missing'],
    [['--until', 'may'], 'FROM is missing'],
    [['--until', 'may', 'rome'], 'BY is missing'],
    [['--until', 'may', 'rome', 'trian'], "BY takes one of train, boat, not 'trian'; did you mean 'train'?"],
    [['--until'], '--until needs a value: --until DATE'],
    [['--until', '--json'], '--until needs a value: --until DATE'],
    [['--days', '0'], "--days takes a whole number above 0, not '0'"],
    [['--days', '-5'], "--days takes a whole number above 0, not '-5'"],
    [['--json', '-5'], "there is no option '-5'"],
    [['--days=1.5'], "--days takes a whole number above 0, not '1.5'"],
    [['--class', 'third'], "--class takes one of first, second, not 'third'"],
    [['--untill', 'may'], "there is no option '--untill'; did you mean '--until'?"],
    [['-u'], "there is no option '-u'"],
    [['--for='], '--for is empty: say a value, or check the variable of the shell behind it'],
    [['--for', ' '], '--for is empty: say a value, or check the variable of the shell behind it'],
    [['--until', ''], '--until is empty: say a value, or check the variable of the shell behind it'],
    [['--carrier', 'No Carrier!'], `'No Carrier!' is no carrier id: --carrier takes ${providerIdRule}`],
    [['--carrier', ''], `'' is no carrier id: --carrier takes ${providerIdRule}`],
    [['--json=no'], "Option '--json' does not take an argument"],
  ])('refuses %j', (args, why) => {
    expect(() => parseUsage(trip, args)).toThrow(new RegExp(`^${RegExp.escape(why)}$`));
  });

  it('names an argument too many', () => {
    const none = defineUsage({ examples: [], arguments: {}, options: {} });
    expect(() => parseUsage(none, ['more'])).toThrow("unexpected argument 'more'");
  });
});

describe('findSubcommand', () => {
  const add = defineSubcommand({
    summary: 'add one',
    examples: [],
    arguments: { id: { about: 'its id' } },
    options: { at: { type: 'string', value: 'TIME', about: 'when' } },
  });
  const usage = defineGroup({ examples: [], subcommands: { add } });

  it('is told by the first argument, wherever options stand', () => {
    expect(findSubcommand('thing', usage, ['--at', 'noon', 'add', 'x'])).toMatchObject({
      path: ['thing', 'add'],
      usage: add,
      rest: ['--at', 'noon', 'x'],
    });
  });

  it('is the command itself where none is named', () => {
    expect(findSubcommand('thing', usage, ['--json'])).toEqual({ path: ['thing'], usage, rest: ['--json'] });
    expect(findSubcommand('trip', trip, ['rome'])).toEqual({ path: ['trip'], usage: trip, rest: ['rome'] });
  });

  it('takes a first word that is no subcommand as an argument, where the command alone has one', () => {
    const alone = defineUsage({
      examples: [],
      arguments: { id: { about: 'its id', optional: true } },
      options: {},
    });
    const both = defineGroup({ examples: [], alone, subcommands: { add } });
    expect(findSubcommand('thing', both, ['x-1'])).toEqual({ path: ['thing'], usage: both, rest: ['x-1'] });
    expect(() => findSubcommand('thing', both, ['ad'])).toThrow("did you mean 'add'?");
  });

  it.each([
    ['ad', "there is no 'thing ad'; did you mean 'add'?"],
    ['remove', "there is no 'thing remove': say add"],
    ['constructor', "there is no 'thing constructor': say add"],
  ])('refuses %s', (name, why) => {
    expect(() => findSubcommand('thing', usage, [name])).toThrow(why);
  });
});
