import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  it('runs a ladder of its own unless told otherwise, and no rate where only something else is asked for', () => {
    expect(parseOptions([]).rates).toBeUndefined();
    expect(parseOptions(['--density', '1,10']).rates).toEqual([]);
    expect(parseOptions(['--catch-up', '--rate', '100']).rates).toEqual([100]);
  });

  it('catches up a day unless told otherwise', () => {
    expect(parseOptions(['--catch-up']).catchUpHours).toBe(24);
    expect(parseOptions(['--catch-up', '--hours', '3']).catchUpHours).toBe(3);
    expect(parseOptions([]).catchUpHours).toBeUndefined();
  });

  it.each([
    [['--rate', '200,100'], '--rate takes rising whole numbers'],
    [['--rate', 'fast'], '--rate takes rising whole numbers'],
    [['--density', '0'], '--density takes rising whole numbers'],
    [['--density', '1,1000'], 'up to 200'],
    [['--seconds', '10'], '--seconds takes 40 or more'],
    [['--hours', '3'], 'say --catch-up too'],
    [['--density', '1', '--peer'], '--peer measures beside a live run'],
  ])('refuses %j', (args, why) => {
    expect(() => parseOptions(args)).toThrow(why);
  });
});
