import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import type { HashedCounts } from '../features/counts.ts';
import { features } from '../features/features.fixture.ts';
import { callOrigin } from '../features/features.ts';
import { storedSegment } from '../linking/memory-source.fixture.ts';
import { detailsOf } from './details.ts';
import { readSegment } from './judged-segment.ts';
import { LastJudgement, type RememberedSegment } from './last-judgement.ts';

const stage = { build: 9, first: 3_600, end: 7_200 };
const segment = readSegment(storedSegment(1, { calls_build: 4 }));
const origin = callOrigin.parse({ ...segment, entry_provider: '', next_provider: '' });
const { seconds, areas, minutes, callers, blocks, carriers } = features;
const details = { seconds, areas, minutes, callers, blocks, carriers, first_ms: 100, last_ms: 200, legs: 40 };

/** The segment as the judgement before has written it: its calls have the hash 10 (hexadecimal). */
const before: RememberedSegment = {
  segment,
  content: '10',
  member_bins: [],
  origin,
  origins: [[origin], [3]],
  details,
};
const counts: HashedCounts = { ...features, hour: 3_600, segment: 'segment-uuid', content: '10' };
const { segment_id } = segment;

/** What a look finds, by the build whose calls are known: 0 = it looks at all of the segment's calls. */
type Looks = Readonly<Record<number, { readonly told: string; readonly legs: number }>>;

async function detailsWith(
  content: string,
  looks: Looks,
  remembered: readonly RememberedSegment[] = [before],
) {
  const { store, asked } = answeringStore({
    'current builds of hours': [{ hour: 3_600, build: 7 }],
    'details of segments': ({ looked }) =>
      Array.isArray(looked)
        ? looked.flatMap(({ segment: found, known_build }) => {
            const look = looks[known_build];
            return look === undefined
              ? []
              : [{ ...details, ...look, segment: found, origins: [[origin], [1]] }];
          })
        : [],
  });
  const last = new LastJudgement();
  last.keep(7, remembered);
  const found = await detailsOf(store, stage, [{ segment_id, counts: { ...counts, content } }], last);
  return {
    found: found.get(segment_id),
    looks: asked.filter((name) => name === 'details of segments').length,
  };
}

it('takes over what was found when a segment had the same calls, without a look', async () => {
  const { found, looks } = await detailsWith('10', {});
  expect(looks).toBe(0);
  expect(found).toMatchObject({ details, before: { calls_build: 4 } });
});

it('looks only at the calls that have come, where the others are as before', async () => {
  const { found, looks } = await detailsWith('15', { 4: { told: '05', legs: 2 } });
  expect(looks).toBe(1);
  expect(found).toMatchObject({ details: { legs: 42 }, origins: [[origin], [4]], before: undefined });
});

it('looks at all calls where one of before was corrected', async () => {
  const { found, looks } = await detailsWith('16', {
    4: { told: '05', legs: 2 },
    0: { told: '16', legs: 41 },
  });
  expect(looks).toBe(2);
  expect(found).toMatchObject({ details: { legs: 41 }, origins: [[origin], [1]] });
});

it('takes a look at all calls as it is, where the keys of those before were swept', async () => {
  const { found, looks } = await detailsWith('15', { 4: { told: '15', legs: 42 } });
  expect(looks).toBe(1);
  expect(found).toMatchObject({ details: { legs: 42 }, origins: [[origin], [1]] });
});

it('looks at all calls of a segment that is new', async () => {
  const { found, looks } = await detailsWith('15', { 0: { told: '15', legs: 42 } }, []);
  expect(looks).toBe(1);
  expect(found).toMatchObject({ details: { legs: 42 }, before: undefined });
});
