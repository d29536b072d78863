import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { describe, expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { noOriginKey } from '../features/segment-key.ts';
import { judgeStage } from './judge-stage.ts';
import { LastJudgement } from './last-judgement.ts';

const stage = { build: 9, first: 3_600, end: 7_200 };
const hour = 3_600;
const origin = {
  ...noOriginKey,
  place: 'claimed',
  place_provider: 'gateway',
  origin_provider: '',
  claimed_origin: 'gateway',
  entry_provider: '',
  next_provider: '',
};
const { seconds, areas, minutes, callers, blocks, carriers } = features;
/** A busy number with 400 calls of a recording, as the engine counts it. */
const counts = { ...features, hour, segment: 'uuid of the number', content: '1f' };
/** One with three calls: too few to tell. */
const thin = {
  ...counts,
  number: 12_025_550_101,
  calls: 3,
  outcomes: [[0], [3]],
  answered: 0,
  short: 0,
  segment: 'thin',
};
const details = {
  ...{ segment: counts.segment, seconds, areas, minutes, callers, blocks, carriers, legs: 900 },
  origins: [[origin], [400]],
  told: '1f',
  first_ms: hour * 1_000,
  last_ms: hour * 1_000 + 600_000,
};
const answers: Answers = {
  'ordinary outcomes': [
    {
      hour,
      all_calls: 9_000,
      all_receiving: 4_500,
      all_called_back: 270,
      outcomes: [
        [0, 20, 61],
        [4_500, 2_500, 2_000],
      ],
    },
  ],
  'counts of segments': [counts, thin],
  'current builds of hours': [],
  'details of segments': [details],
  'newest minutes of hours': [{ hour, known_until_ms: hour * 1_000 + 7_200_000 }],
  'transits of hours': [],
};

async function judged(more: Answers = {}, last = new LastJudgement(), build = stage.build) {
  const { store, asked, written } = answeringStore({ ...answers, ...more });
  const remembered = await judgeStage(store, { ...stage, build }, last);
  return { asked, written, remembered };
}
const rowOf = (written: readonly { to: string; what: unknown }[]) =>
  written.filter(({ to }) => to === 'segments_store').map(({ what }) => what);

describe('judging the hours of a stage', () => {
  it('writes the segments that are kept, with their origin and verdict', async () => {
    const { written, remembered } = await judged();
    expect(rowOf(written)).toMatchObject([
      [
        {
          hour,
          build: 9,
          calls_build: 9,
          kind: 'number',
          calling_number: features.number,
          claimed_origin: 'gateway',
          verdict: 'suspicious',
          content: '1f',
          legs: 900,
        },
      ],
    ]);
    expect(remembered).toMatchObject([
      { content: '1f', origin, details: { legs: 900 }, segment: { verdict: 'suspicious' } },
    ]);
  });

  it('looks at no calls of segments that are plainly ordinary', async () => {
    const { written, asked, remembered } = await judged({ 'counts of segments': [thin] });
    expect(remembered).toEqual([]);
    expect(asked).toEqual(['ordinary outcomes', 'counts of segments']);
    expect(written).toEqual([]);
  });

  it('writes down the keys of the calls of a segment that has others than before', async () => {
    const { written, remembered } = await judged();
    const [one] = remembered;
    expect(written.at(-1)).toMatchObject({
      to: 'keep keys of calls',
      what: { changed: [{ segment: counts.segment, segment_id: one?.segment.segment_id }] },
    });
  });

  it('keeps the keys that an earlier build wrote where the calls are the same', async () => {
    const last = new LastJudgement();
    last.keep(7, (await judged({}, last, 7)).remembered);
    const again = await judged(
      { 'current builds of hours': [{ hour, build: 7 }], 'details of segments': [] },
      last,
    );
    expect(again.remembered).toMatchObject([{ segment: { build: 9, calls_build: 7 } }]);
    expect(again.written.map(({ to }) => to)).toEqual(['segments_store']);
  });

  it('counts calls as recent while the traffic after them is not known', async () => {
    const recent = async (known_until_ms: number) =>
      (await judged({ 'newest minutes of hours': [{ hour, known_until_ms }] })).remembered[0]?.segment.judged
        .features;
    expect(await recent(hour * 1_000 + 7_200_000)).toMatchObject({ recent_calls: 0, goes_on: false });
    const open = await recent(hour * 1_000 + 600_000);
    expect(open?.recent_calls).toBeGreaterThan(0);
    expect(open?.goes_on).toBe(true);
  });

  it('throws where a segment that was counted has no calls any more: a sweep has taken them', async () => {
    await expect(judged({ 'details of segments': [] })).rejects.toThrow('no calls are left of the segment');
  });
});
