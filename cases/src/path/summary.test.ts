import { expect, it } from 'vitest';
import { pathSummary } from './summary.ts';

it.each([
  [['record', 'both', 'record', 'record', 'named'], 'x', '5 hops, 4 proven, ask 1'],
  [['contradicted'], 'x', '1 hop, 0 proven, ask 1'],
  [['record', 'answer'], '', '2 hops, 1 proven, ask 0'],
] as const)('a path of %j', (bases, ask, words) => {
  expect(
    pathSummary(
      bases.map((basis) => ({ basis })),
      ask,
    ),
  ).toBe(words);
});
