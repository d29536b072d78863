import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { hourS } from '@ringtrace/schemas/durations';
import { beforeEach, expect, it } from 'vitest';
import { createNumbers } from './numbers.ts';

const legs = (segment_id: string, legs_build = 1, hour = 0) => ({ segment_id, hour, legs_build });
const campaign = (campaign_id: string, ...segments: readonly ReturnType<typeof legs>[]) => ({
  campaign_id,
  segments,
});
const row = (campaign_id: string, segments: number, calling_numbers = 7) => ({
  campaign_id,
  segments,
  calling_numbers,
  called_numbers: 390,
  carriers: ['x', 'y'],
});

/** What the store answers, and the parameters that it was asked with. */
let stored: ReturnType<typeof row>[];
let asked: Readonly<Record<string, unknown>>[];
let numbersOf: ReturnType<typeof createNumbers>;
beforeEach(() => {
  stored = [];
  asked = [];
  const { store } = answeringStore({
    'numbers of campaigns': (params) => {
      asked.push(params);
      return stored;
    },
  });
  numbersOf = createNumbers(store);
});

it('asks nothing where there is no campaign', async () => {
  expect((await numbersOf([])).size).toBe(0);
  expect(asked).toEqual([]);
});

it('counts all campaigns in one statement, over the legs of their segments in their hours', async () => {
  stored = [row('c-2', 1, 9), row('c-1', 2)];
  const campaigns = [
    campaign('c-1', legs('a', 3, hourS), legs('b', 4, 2 * hourS)),
    campaign('c-2', legs('a', 5)),
  ];
  expect([...(await numbersOf(campaigns))]).toEqual([
    ['c-1', row('c-1', 2)],
    ['c-2', row('c-2', 1, 9)],
  ]);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    asked: [
      { campaign_id: 'c-1', hour: hourS, build: 3, segment_id: 'a' },
      { campaign_id: 'c-1', hour: 2 * hourS, build: 4, segment_id: 'b' },
      { campaign_id: 'c-2', hour: 0, build: 5, segment_id: 'a' },
    ],
  });
});

it('asks again for campaigns with other legs alone: another build, a segment more, or one less', async () => {
  stored = [row('c-1', 2), row('c-2', 1)];
  const same = campaign('c-2', legs('z'));
  const [a, b] = [legs('a'), legs('b')];
  await numbersOf([campaign('c-1', a, b), same]);
  await numbersOf([campaign('c-1', b, a), same]);
  expect(asked).toHaveLength(1);
  for (const segments of [[a, legs('b', 2)], [a, b, legs('c')], [a]]) {
    stored = [row('c-1', segments.length)];
    const found = await numbersOf([campaign('c-1', ...segments), same]);
    expect([...found.keys()]).toEqual(['c-1', 'c-2']);
    expect(asked.at(-1)).toMatchObject({ asked: segments.map(() => ({ campaign_id: 'c-1' })) });
  }
  expect(asked).toHaveLength(4);
});

it('has no numbers of a campaign of which some legs are not found, and asks for it again', async () => {
  const both = campaign('c-1', legs('a'), legs('b'));
  expect((await numbersOf([both])).size).toBe(0);
  stored = [row('c-1', 1)];
  expect((await numbersOf([both])).size).toBe(0);
  stored = [row('c-1', 2)];
  expect((await numbersOf([both])).get('c-1')).toEqual(row('c-1', 2));
  expect(asked).toHaveLength(3);
});

it('does not keep the numbers of legs that were there before where the new ones are not found', async () => {
  stored = [row('c-1', 1)];
  await numbersOf([campaign('c-1', legs('a'))]);
  stored = [];
  expect((await numbersOf([campaign('c-1', legs('a', 2))])).size).toBe(0);
});
