import { expect, it } from 'vitest';
import { planOf } from '../live/plan.ts';
import { portionsOf } from './portions.ts';

const plan = planOf({ seed: 3, rate: 40, seconds: 30, stored: 0 });

it('all of the traffic is in the portions, each message at a place of its own', () => {
  const portions = [...portionsOf(plan, 3)];
  expect(portions).toHaveLength(3);
  expect(portions.reduce((sum, { cdrs }) => sum + cdrs, 0)).toBeGreaterThanOrEqual(40 * 30);
  const places = portions.flatMap(({ messages }) =>
    messages.map(({ topic, offset }) => `${topic} ${offset}`),
  );
  expect(new Set(places).size).toBe(places.length);
  for (const { messages } of portions) expect(messages.length).toBeGreaterThan(0);
});

it('each form of the store gets the same', () => {
  const [a, b] = [[...portionsOf(plan, 2)], [...portionsOf(plan, 2)]];
  expect(a.map(({ cdrs, bad }) => ({ cdrs, bad }))).toEqual(b.map(({ cdrs, bad }) => ({ cdrs, bad })));
});
