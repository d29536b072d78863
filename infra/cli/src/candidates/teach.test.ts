import { describe, expect, it } from 'vitest';
import { UsageError } from '../command.ts';
import { chosenCallers } from './teach.ts';

const caller = (who: string) => ({ who, numbers: 'number 12025550100', calls: 1_200, known: [] });
const [school, thief] = [caller('customer school of p1'), caller('a customer of p2')];

describe('the callers that a dismissal teaches', () => {
  it('are the only one there is, without being asked', () => {
    expect(chosenCallers([school], undefined, 't-1')).toEqual([school]);
    expect(chosenCallers([], undefined, 't-1')).toEqual([]);
  });

  it('must be chosen where there are several, because a thief may be among them', () => {
    expect(() => chosenCallers([school, thief], undefined, 't-1')).toThrow(UsageError);
    expect(() => chosenCallers([school, thief], undefined, 't-1')).toThrow(
      '  2  a customer of p2, number 12025550100 (1,200 calls)',
    );
  });

  it.each([
    ['1', [school]],
    ['2, 1', [thief, school]],
    ['all', [school, thief]],
    ['none', []],
  ])('are those that --teach %s names', (teach, expected) => {
    expect(chosenCallers([school, thief], teach, 't-1')).toEqual(expected);
  });

  it.each(['3', '0', '1,', 'school'])('are none of --teach %s', (teach) => {
    expect(() => chosenCallers([school, thief], teach, 't-1')).toThrow(`not '${teach}': there are 2`);
  });
});
