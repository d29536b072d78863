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
      unlike: [
        {
          by: 'called',
          parts: [
            { share: 0.62, answered: 0.41, short: 0.55 },
            { share: 0.38, answered: 0.22, short: 0.7 },
          ],
        },
      ],
    }),
  ).toEqual([
    'several message lengths: of the calls heard for longer, 51% end near 44 s, 37% end near 26 s',
    "numbers chosen in several ways: of all calls, 70% show numbers of the called party's own exchange, 30% show other numbers",
    'parts that end otherwise, by whether their callers are called themselves: 62% of the calls are answered 41% of the time and then hung up within 6 s 55% of the time; 38% of the calls are answered 22% of the time and then hung up within 6 s 70% of the time',
  ]);
});

it('says nothing of one pattern', () => {
  expect(patternsInWords({ messages: [], numbers: [], unlike: [] })).toEqual([]);
  expect(
    patternsInWords({
      messages: [{ seconds: 44, share: 0.6 }],
      numbers: [{ pattern: 'listed', share: 1 }],
      unlike: [],
    }),
  ).toEqual([]);
});
