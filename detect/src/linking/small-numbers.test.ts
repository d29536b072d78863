import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import type { Judge, Member } from './cluster.ts';
import { heardFor, severalSmall, small } from './linkage.fixture.ts';
import { SmallNumbers } from './small-numbers.ts';

const always =
  (verdict: ReturnType<Judge<Member>>): Judge<Member> =>
  () =>
    verdict;
/** Sizes of the clusters, the largest first. */
const sizes = (segments: readonly Member[], judge = always('suspicious')) =>
  new SmallNumbers(judge)
    .update({ gone: [], come: segments })
    .come.map(({ members }) => members.length)
    .sort((a, b) => b - a);

describe('small numbers', () => {
  it('are pooled from three numbers on', () => {
    expect(sizes(severalSmall(2))).toEqual([1, 1]);
    expect(sizes(severalSmall(3))).toEqual([3]);
    expect(sizes([small(1), small(1), small(1)])).toEqual([1, 1, 1]);
  });

  it.each([
    ['suspicious', [4]],
    ['possible', [4]],
    ['weak', [1, 1, 1, 1]],
    ['ordinary', [1, 1, 1, 1]],
  ] as const)('stay together where they are %s together', (verdict, expected) => {
    expect(sizes(severalSmall(4), always(verdict))).toEqual(expected);
  });

  it('are one cluster that may open, of no one number, with all their calls', () => {
    const { come } = new SmallNumbers(always('possible')).update({ gone: [], come: severalSmall(4) });
    expect(come).toMatchObject([{ verdict: 'possible', hasStrong: true, calling_number: 0, calls: 80 }]);
    expect(come[0]?.behavior).toMatchObject({ calls: 80, callers: [0, 1, 2, 3] });
  });

  it('have fewer than 30 calls', () => {
    const calling = (calls: number) => severalSmall(3, { behavior: heardFor(20, { calls }) });
    expect(sizes(calling(29))).toEqual([3]);
    expect(sizes(calling(30))).toEqual([1, 1, 1]);
  });

  it('are small at the end of the hour too: what goes on is taken to go on as fast', () => {
    const at = (lastMinute: number, goesOn: boolean) =>
      severalSmall(3, { last_ms: minuteMs * lastMinute, goesOn });
    expect(sizes(at(30, false))).toEqual([3]);
    // 20 calls in half an hour are 40 in the hour, and 20 calls in 50 minutes are 24.
    expect(sizes(at(30, true))).toEqual([1, 1, 1]);
    expect(sizes(at(50, true))).toEqual([3]);
  });

  it('leave out ordinary hours, sources and numbers that ring once', () => {
    expect(sizes([...severalSmall(3), small(3, { calls: 0 })])).toEqual([3, 1]);
    expect(sizes([...severalSmall(3), small(3, { calling_number: 0 })])).toEqual([3, 1]);
    const ringing = { caller_class: 'one ring' as const, called_back_at: 'JM' };
    expect(sizes([...severalSmall(3), small(3, ringing)])).toEqual([3, 1]);
    expect(sizes(severalSmall(3, ringing))).toEqual([1, 1, 1]);
  });

  it('are pooled by hour, caller class and origin', () => {
    const next = { first_ms: hourMs, last_ms: 2 * hourMs };
    expect(sizes([...severalSmall(3), small(3, { first_ms: hourMs - 1 })])).toEqual([4]);
    expect(sizes([...severalSmall(3), small(3, next), small(4, next)])).toEqual([3, 1, 1]);
    expect(sizes([...severalSmall(3), ...severalSmall(3, next)])).toEqual([3, 3]);
    expect(sizes([...severalSmall(3), ...severalSmall(3, { caller_class: 'dno' })])).toEqual([3, 3]);
    expect(sizes([...severalSmall(3), ...severalSmall(3, { place_provider: 'q' })])).toEqual([3, 3]);
  });

  it('leave out a number that plainly differs from the others, and judge the rest anew', () => {
    const rejected = { answered: 10, short: 8, seconds: [] };
    const pool = severalSmall(6, { behavior: heardFor(20, { calls: 20, ...rejected }) });
    const talking = small(6, { behavior: heardFor(20, { calls: 24, answered: 24, short: 0, seconds: [] }) });
    expect(sizes([...pool, talking])).toEqual([6, 1]);
    const few = small(6, { behavior: heardFor(20, { calls: 20, answered: 7, short: 3, seconds: [] }) });
    expect(sizes([...pool, few])).toEqual([7]);
    const onlyWithAll: Judge<Member> = (members) => (members.length > 6 ? 'suspicious' : 'weak');
    expect(sizes([...pool, talking], onlyWithAll)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  it('are judged again when one comes or goes, and only in its pool', () => {
    let judged = 0;
    const numbers = new SmallNumbers<Member>((members) => {
      judged += 1;
      return members.length > 3 ? 'suspicious' : 'weak';
    });
    const [a, ...rest] = severalSmall(4);
    if (a === undefined) throw new Error('four were made');
    const other = severalSmall(3, { place_provider: 'q' });
    const first = numbers.update({ gone: [], come: [a, ...rest, ...other] });
    expect(first.come.map(({ members }) => members.length).sort()).toEqual([1, 1, 1, 4]);
    expect(judged).toBe(2);
    const left = numbers.update({ gone: [a], come: [] });
    expect(left.gone.map(({ members }) => members.length)).toEqual([4]);
    expect(left.come.map(({ members }) => members)).toEqual(rest.map((member) => [member]));
    expect(judged).toBe(3);
    expect(numbers.update({ gone: rest, come: [] })).toMatchObject({ gone: left.come, come: [] });
  });
});
