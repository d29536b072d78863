import { expect, it } from 'vitest';
import { contradictionInWords } from './contradiction-in-words.ts';

const one = { from: 'x', to: 'b', claimed_by: 'b', contradicted_by: 'x' };
const claim = 'b says that x handed the call to b';

it.each([
  [{ kind: 'hand-over', instead: 'c' }, `${claim}; x names c instead`],
  [{ kind: 'hand-over', instead: 'x' }, `${claim}; x names a party of its own instead`],
  [{ kind: 'hand-over', instead: null }, `${claim}; x names nobody instead`],
  [{ kind: 'no record', instead: null }, `${claim}; x's records are complete around it, and don't show it`],
])('%j', (more, words) => {
  expect(contradictionInWords({ ...one, ...more })).toBe(words);
});
