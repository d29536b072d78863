import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { beforeEach, expect, it } from 'vitest';
import { leg } from '../trace/leg.fixture.ts';
import type { Leg } from '../trace/leg.ts';
import { createSamples } from './sample.ts';

const start = 10 * 60_000;
const [first, second] = [leg('a a b', start), leg('b a b', start + 150)];
const call = (call_key: string, legs_build = 1) => ({ segment_id: 's', hour: 0, legs_build, call_key });

/** What is stored: the legs of each call as it was judged, and the legs as they are now. */
let judged: Map<string, readonly Leg[]>;
let stored: Leg[];
let answers: ReturnType<typeof answeringStore>;
let samples: ReturnType<typeof createSamples>;
beforeEach(() => {
  judged = new Map([['k', [first, second]]]);
  stored = [first, second];
  answers = answeringStore({
    'legs of sampled calls': () =>
      [...judged].flatMap(([call_key, legs]) => legs.map((one) => ({ segment_id: 's', call_key, ...one }))),
    'arrivals of minutes': () => [{ minute: start / 1_000, arrived: stored.length }],
    'legs to numbers': () => stored.map((one) => ({ ...one, ver: '1' })),
    'legs with higher revisions': () => [],
    'sample legs of campaigns': () => [],
    'legs ending around forwards': () => [],
    'foreign providers': () => [],
    'feed accounts': () => [],
    'days that are whole': () => [{ from_ms: 0 }],
  });
  samples = createSamples(answers.store);
});
const reads = (name: string) => answers.asked.filter((asked) => asked === name).length;
const sampleOf = async (...calls: ReturnType<typeof call>[]) =>
  (await samples([{ campaign_id: 'c', calls }])).get('c')?.map(({ call_key, legs, path }) => ({
    call_key,
    legs: legs.map(({ carrier }) => carrier),
    origin: path.origin_provider,
  }));
const whole = [{ call_key: 'k', legs: ['a', 'b'], origin: 'a' }];

it('has the legs of each call as they were judged, and its path by all legs stored', async () => {
  expect(await sampleOf(call('k'))).toEqual(whole);
  judged.set('k', [second]);
  expect(await sampleOf(call('k', 2))).toEqual([{ ...whole[0], legs: ['b'] }]);
});

it('reads again what has changed alone: other legs of a segment, or arrivals around a call', async () => {
  await sampleOf(call('k'));
  expect(await sampleOf(call('k'))).toEqual(whole);
  expect([reads('legs of sampled calls'), reads('legs to numbers')]).toEqual([1, 1]);
  await sampleOf(call('k', 2));
  expect([reads('legs of sampled calls'), reads('legs to numbers')]).toEqual([2, 1]);
  stored.push(leg('z z z', start + 30 * 60_000));
  await sampleOf(call('k', 2));
  expect(reads('legs to numbers')).toBe(2);
});

it('leaves out a call whose legs were withdrawn or are not found', async () => {
  stored = [];
  expect(await sampleOf(call('k'))).toBeUndefined();
  judged.clear();
  expect(await sampleOf(call('k', 2))).toBeUndefined();
});

it('gives each campaign its own calls', async () => {
  const two = await samples([
    { campaign_id: 'c', calls: [call('k')] },
    { campaign_id: 'd', calls: [call('k')] },
    { campaign_id: 'e', calls: [] },
  ]);
  expect([...two].map(([id, calls]) => [id, calls.length])).toEqual([
    ['c', 1],
    ['d', 1],
  ]);
});
