import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { minuteMs } from '@ringtrace/schemas/durations';
import { beforeEach, expect, it } from 'vitest';
import { thresholds } from '../thresholds.ts';
import { createFacts } from './facts.ts';

const legs = (segment_id: string, legs_build = 1) => ({ segment_id, hour: 0, legs_build });
const campaign = (campaign_id: string, ...segments: readonly ReturnType<typeof legs>[]) => ({
  campaign_id,
  segments,
});

/** What is stored: the calls of each segment, and the segments of each campaign whose legs are found. */
let calls: Map<string, number>;
let found: Map<string, number>;
let answers: ReturnType<typeof answeringStore>;
let facts: ReturnType<typeof createFacts>;
beforeEach(() => {
  calls = new Map([
    ['a', 300],
    ['b', thresholds.campaignCalls],
  ]);
  found = new Map([['c-1', 2]]);
  answers = answeringStore({
    'calls of segments': () =>
      [...calls].map(([segment_id, n]) => ({
        segment_id,
        first_seen: n,
        last_seen: 10 * minuteMs,
        calls: n,
        legs: 2 * n,
        earliest: Array.from({ length: Math.min(n, thresholds.campaignCalls) }, () => 3 * minuteMs),
        sample: [],
      })),
    'numbers of campaigns': () =>
      [...found].map(([campaign_id, segments]) => ({
        campaign_id,
        segments,
        calling_numbers: 7,
        called_numbers: 390,
        carriers: ['x', 'y'],
      })),
  });
  facts = createFacts(answers.store);
});
const reads = (name: string) => answers.asked.filter((asked) => asked === name).length;

it('are what the segments add up to, with numbers counted over all of them', async () => {
  const known = await facts([campaign('c-1', legs('a'), legs('b'))]);
  expect([...known]).toEqual([
    [
      'c-1',
      {
        totals: {
          campaign_id: 'c-1',
          first_seen: Math.min(300, thresholds.campaignCalls),
          last_seen: 10 * minuteMs,
          calls: 300 + thresholds.campaignCalls,
          legs: 2 * (300 + thresholds.campaignCalls),
          calling_numbers: 7,
          called_numbers: 390,
          carriers: ['x', 'y'],
        },
        enoughAt: 3 * minuteMs,
        calls: [],
      },
    ],
  ]);
});

it('are remembered while the campaign has the same legs', async () => {
  const same = campaign('c-1', legs('a'), legs('b'));
  const first = await facts([same]);
  expect(await facts([{ ...same, segments: same.segments.toReversed() }])).toEqual(first);
  expect([reads('calls of segments'), reads('numbers of campaigns')]).toEqual([1, 1]);
  await facts([campaign('c-1', legs('a'), legs('b', 2))]);
  expect([reads('calls of segments'), reads('numbers of campaigns')]).toEqual([2, 2]);
});

it('are none of a campaign of which not all legs are found, and are asked for again', async () => {
  const both = campaign('c-1', legs('a'), legs('b'));
  found.set('c-1', 1);
  expect((await facts([both])).size).toBe(0);
  found.set('c-1', 2);
  calls.delete('b');
  const anew = createFacts(answers.store);
  expect((await anew([both])).size).toBe(0);
  calls.set('b', 90);
  expect((await anew([both])).get('c-1')?.totals.calls).toBe(390);
  expect((await facts([both])).get('c-1')?.totals.calls).toBe(300 + thresholds.campaignCalls);
});

it('leave out a campaign without legs', async () => {
  expect([...(await facts([campaign('c-1', legs('a'), legs('b')), campaign('c-2')])).keys()]).toEqual([
    'c-1',
  ]);
});
