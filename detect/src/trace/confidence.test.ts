import { expect, it } from 'vitest';
import { confidenceOf } from './confidence.ts';
import type { Contradiction } from './contradictions.ts';
import type { Hop } from './hop.ts';

const hop = (provider: string, reported: boolean, handed_over: Hop['handed_over']): Hop => ({
  provider,
  role: 'transit',
  reported,
  handed_over,
});
const named = [hop('x', false, null), hop('a', true, 'one'), hop('b', true, 'both')];
const byTime = [hop('x', false, null), hop('a', true, 'one'), hop('b', true, 'inferred')];
const contradiction: Contradiction = {
  kind: 'no record',
  from: 'x',
  to: 'a',
  claimed_by: 'a',
  contradicted_by: 'x',
  instead: null,
};
const confidence = (
  kind: 'proven' | 'claimed',
  hops: readonly Hop[],
  contradictions: readonly Contradiction[] = [],
) => confidenceOf({ kind, hops, contradictions });

it('is the highest for a proven origin, whatever else the records say', () => {
  expect(confidence('proven', byTime, [contradiction])).toBe(confidence('proven', named));
});

it('falls from named to contradicted to what time alone joins', () => {
  const falling = [
    confidence('proven', named),
    confidence('claimed', named),
    confidence('claimed', named, [contradiction]),
    confidence('claimed', byTime, [contradiction]),
  ];
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  expect(new Set(falling).size).toBe(4);
});

it('looks at the hand-over after the first reported leg alone', () => {
  const later = [...named, hop('c', true, 'inferred')];
  expect(confidence('claimed', later)).toBe(confidence('claimed', named));
});
