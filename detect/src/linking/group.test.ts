import { expect, it } from 'vitest';
import { heardFor, segment } from './components.fixture.ts';
import { asOne } from './group.ts';
import { SmallNumbers } from './small-numbers.ts';

const many = 200_000;
const one = segment({});

it('a group lasts from the first to the last of its segments that have calls', () => {
  const members = [
    segment({ first_ms: 5, last_ms: 9 }),
    segment({ first_ms: 3, last_ms: 6 }),
    segment({ first_ms: 0, last_ms: 20, calls: 0 }),
  ];
  expect(asOne(members, heardFor(20))).toMatchObject({ first_ms: 3, last_ms: 9, calls: 300 });
});

it('a group may have any number of segments', () => {
  const members = Array.from({ length: many }, (_, i) => ({ ...one, first_ms: i, last_ms: i + 1 }));
  const group = asOne(members, heardFor(20));
  expect(group).toMatchObject({ first_ms: 0, last_ms: many, calls: 150 * many });
});

it('any number of small numbers of one place change at once', () => {
  const quiet = { ...one, calls: 9, behavior: heardFor(20, { calls: 9 }) };
  const segments = Array.from({ length: many }, (_, i) => ({
    ...quiet,
    segment_id: `many${i}`,
    calling_number: 12_025_000_000 + i,
  }));
  const groups = new SmallNumbers(() => 'ordinary').update({ gone: [], come: segments });
  expect(groups.come.length).toBe(many);
});
