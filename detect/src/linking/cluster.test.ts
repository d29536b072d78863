import { hourMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { clusterOf } from './cluster.ts';
import { heardFor, segment } from './linkage.fixture.ts';
import { SmallNumbers } from './small-numbers.ts';

const many = 200_000;
const one = segment({});

it('a cluster lasts from the first to the last of its segments that have calls', () => {
  const members = [
    segment({ first_ms: 5, last_ms: 9 }),
    segment({ first_ms: 3, last_ms: 6 }),
    segment({ first_ms: 0, last_ms: 20, calls: 0 }),
  ];
  expect(clusterOf(members, heardFor(20))).toMatchObject({ first_ms: 3, last_ms: 9, calls: 300 });
});

it('strays of an hour tell nothing of its beginning and end', () => {
  const lasting = (first_ms: number, last_ms: number, calls: number, more = {}) =>
    segment({ first_ms, last_ms, calls, ...more });
  const time = (...members: Parameters<typeof clusterOf>[0]) => {
    const { first_ms, last_ms, goesOn } = clusterOf(members, heardFor(20));
    return [first_ms, last_ms, goesOn];
  };
  const main = lasting(20, 40, 190);
  expect(time(main, lasting(5, 60, 12, { goesOn: true }), lasting(6, 50, 12))).toEqual([5, 60, true]);
  expect(time(main, lasting(5, 60, 10, { goesOn: true }))).toEqual([20, 40, false]);
  // Alone in their hour.
  expect(time(main, lasting(hourMs + 5, hourMs + 60, 10))).toEqual([20, hourMs + 60, false]);
});

it('a cluster may go on where one of its segments with calls may', () => {
  const goesOn = (more: Parameters<typeof segment>[0]) =>
    clusterOf([one, segment(more)], heardFor(20)).goesOn;
  expect(goesOn({})).toBe(false);
  expect(goesOn({ goesOn: true })).toBe(true);
  expect(goesOn({ goesOn: true, calls: 0 })).toBe(false);
});

it('a cluster may have any number of segments', () => {
  const members = Array.from({ length: many }, (_, i) => ({ ...one, first_ms: i, last_ms: i + 1 }));
  const group = clusterOf(members, heardFor(20));
  expect(group).toMatchObject({ first_ms: 0, last_ms: many, calls: 150 * many });
});

it('any number of small numbers of one pool change at once', () => {
  const quiet = { ...one, calls: 9, behavior: heardFor(20, { calls: 9 }) };
  const segments = Array.from({ length: many }, (_, i) => ({
    ...quiet,
    segment_id: `many${i}`,
    calling_number: 12_025_000_000 + i,
  }));
  const groups = new SmallNumbers(() => 'ordinary').update({ gone: [], come: segments });
  expect(groups.come.length).toBe(many);
});

it('a cluster shows the number of its largest segment where that is in steady use, or where all have it', () => {
  const number = (calling_number: number, calls: number) =>
    segment({ calling_number, calls, behavior: heardFor(20, { calls }) });
  const shown = (...members: Parameters<typeof number>[]) =>
    clusterOf(
      members.map(([n, calls]) => number(n, calls)),
      heardFor(20),
    ).calling_number;
  expect(shown([1, 300], [2, 20])).toBe(1);
  expect(shown([1, 25], [2, 20])).toBe(0);
  expect(shown([1, 25], [1, 20])).toBe(1);
});
