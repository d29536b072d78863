import { expect, it } from 'vitest';
import { patternsInWords } from './patterns-in-words.ts';

it('names two message lengths and two ways to choose numbers, with their shares', () => {
  expect(
    patternsInWords({
      messages: [
        { seconds: 44, share: 0.512 },
        { seconds: 26, share: 0.374 },
      ],
      numbers: [
        { pattern: 'neighbor', share: 0.7 },
        { pattern: 'other', share: 0.3 },
      ],
    }),
  ).toEqual([
    'several message lengths: of the calls heard for longer, 51% end near 44 s, 37% end near 26 s',
    "numbers chosen in several ways: of all calls, 70% show numbers of the called party's own exchange, 30% show other numbers",
  ]);
});

it('says nothing of one pattern', () => {
  expect(patternsInWords({ messages: [], numbers: [] })).toEqual([]);
  expect(
    patternsInWords({
      messages: [{ seconds: 44, share: 0.6 }],
      numbers: [{ pattern: 'listed', share: 1 }],
    }),
  ).toEqual([]);
});
