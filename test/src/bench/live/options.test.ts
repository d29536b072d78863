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

  it('has one worker of each kind unless told otherwise', () => {
    expect(parseOptions([]).workers).toEqual({ ingest: 1, detect: 1 });
    const args = ['--rate', '100', '--ingest-workers', '2', '--detect-workers', '3'];
    expect(parseOptions(args).workers).toEqual({ ingest: 2, detect: 3 });
  });

  it.each([
    [['--ingest-workers', '0'], '--ingest-workers takes a whole number above 0'],
    [['--detect-workers', '9'], '--detect-workers takes up to 8, not 9'],
    [['--density', '1', '--detect-workers', '2'], 'take part in a live run: say --rate too'],
    [['--rate', '200,100'], '--rate takes rising whole numbers'],
    [['--rate', '0'], '--rate takes rising whole numbers from 1 on'],
    [['--rate', 'fast'], '--rate takes rising whole numbers'],
    [['--density', '0'], '--density takes rising whole numbers from 1 to 200'],
    [['--density', '1,1000'], '1 to 200'],
    [['--seconds', '10'], '--seconds takes 40 or more'],
    [['--hours', '3'], 'say --catch-up too'],
    [['--density', '1', '--peer'], '--peer measures beside a live run'],
  ])('refuses %j', (args, why) => {
    expect(() => parseOptions(args)).toThrow(why);
  });
});
