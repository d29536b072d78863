import { expect, it } from 'vitest';
import { type LackingLegs, lookOnce } from './lacking-legs.ts';

const segment = (segment_id: string, calls: number, build = 1) => ({ segment_id, build, calls });

it('tells of legs that are not found once, and looks again only after another judgement', async () => {
  const sought: string[][] = [];
  const told: LackingLegs[] = [];
  const write = lookOnce(
    async (segments: readonly ReturnType<typeof segment>[]) => {
      sought.push(segments.map(({ segment_id }) => segment_id));
      // Of `gone` nothing is found, and of all others two calls at most.
      return new Map(
        segments
          .filter(({ segment_id }) => segment_id !== 'gone')
          .map(({ segment_id, calls }) => [segment_id, { build: 7, calls: Math.min(calls, 2) }]),
      );
    },
    (lacking) => told.push(lacking),
  );
  const written = await write([segment('whole', 2), segment('part', 5), segment('gone', 9)]);
  expect([...written.keys()]).toEqual(['whole', 'part']);
  expect(told).toEqual([{ segments: 2, calls: 14, found: 2 }]);

  await write([segment('gone', 9), segment('new', 1)]);
  await write([segment('gone', 9)]);
  expect(told).toHaveLength(1);
  await write([segment('gone', 9, 2)]);
  expect(told).toHaveLength(2);
  expect(sought).toEqual([['whole', 'part', 'gone'], ['new'], [], ['gone']]);
});
