import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import type { HashedCounts } from '../features/counts.ts';
import { features } from '../features/features.fixture.ts';
import { callOrigin } from '../features/features.ts';
import { storedSegment } from '../linking/memory-source.fixture.ts';
import { detailsOf } from './details.ts';
import { readSegment } from './judged-segment.ts';
import { LastJudgement, type RememberedSegment } from './last-judgement.ts';
import type { SettledCalls } from './more-calls.ts';

const stage = { build: 9, first: 3_600, end: 7_200 };
const segment = readSegment(storedSegment(1, { calls_build: 4 }));
const origin = callOrigin.parse({ ...segment, entry_provider: '', next_provider: '' });
const { seconds, areas, callers, blocks, carriers } = features;
const details = { seconds, areas, callers, blocks, carriers, first_ms: 100, last_ms: 200, legs: 40 };

/** Of its calls, 30 legs are of settled ones: those that started before 150 ms. */
const settled: SettledCalls = {
  details: { ...details, last_ms: 140, legs: 30 },
  origins: [[origin], [2]],
  told: '0c',
  until_ms: 150,
};
/** The segment as the judgement before has written it: its calls have the hash 10 (hexadecimal). */
const before: RememberedSegment = {
  segment,
  content: '10',
  member_bins: [],
  origin,
  origins: [[origin], [3]],
  details,
  settled,
};
const counts: HashedCounts = { ...features, hour: 3_600, segment: 'segment-uuid', content: '10' };
const { segment_id } = segment;

interface Look {
  readonly told: string;
  readonly legs: number;
}
/** What a look finds of calls that are settled now, and of others, by the build whose calls are known: 0 = it looks at all calls. */
type Looks = Readonly<Record<number, { readonly settled?: Look; readonly others?: Look }>>;

async function detailsWith(
  content: string,
  looks: Looks,
  {
    settled_ms = 180,
    remembered = [before],
  }: { settled_ms?: number; remembered?: readonly RememberedSegment[] } = {},
) {
  const lookedAt: unknown[] = [];
  const { store } = answeringStore({
    'current builds of hours': [{ hour: 3_600, build: 7 }],
    'settled calls of hours': [{ hour: 3_600, settled_ms }],
    'details of segments': ({ looked }) => {
      if (!Array.isArray(looked)) return [];
      lookedAt.push(looked);
      return looked.flatMap(({ segment: found, known_build }) => {
        const row = (is_settled: boolean, look: Look | undefined) =>
          look === undefined
            ? []
            : [{ ...details, ...look, segment: found, is_settled, origins: [[origin], [1]] }];
        return [...row(true, looks[known_build]?.settled), ...row(false, looks[known_build]?.others)];
      });
    },
  });
  const last = new LastJudgement();
  last.keep(7, remembered);
  const found = await detailsOf(store, stage, [{ segment_id, counts: { ...counts, content } }], last);
  return { found: found.get(segment_id), lookedAt };
}

it('takes over what was found when a segment had the same calls, without a look', async () => {
  const { found, lookedAt } = await detailsWith('10', {});
  expect(lookedAt).toEqual([]);
  expect(found).toMatchObject({ details, settled, before: { calls_build: 4 } });
});

it('counts all its calls as settled once they are', async () => {
  const { found } = await detailsWith('10', {}, { settled_ms: 201 });
  expect(found?.settled).toEqual({ details, origins: [[origin], [3]], told: '10', until_ms: 201 });
});

it('looks at the calls that have come, and again at those that were not settled', async () => {
  const { found, lookedAt } = await detailsWith('15', {
    4: { settled: { told: '05', legs: 2 }, others: { told: '04', legs: 12 } },
  });
  expect(lookedAt).toMatchObject([[{ known_build: 4, known_ms: 150, settle_ms: 180 }]]);
  expect(found).toMatchObject({
    details: { legs: 44 },
    origins: [[origin], [4]],
    settled: { details: { legs: 32 }, told: '11', until_ms: 180 },
    before: undefined,
  });
});

it('knows the same settled calls where no further one is settled', async () => {
  const { found } = await detailsWith('15', { 4: { others: { told: '09', legs: 14 } } });
  expect(found).toMatchObject({ details: { legs: 44 }, settled });
});

it('takes no call out of the settled ones where the newest call was corrected to an earlier time', async () => {
  const { lookedAt } = await detailsWith(
    '15',
    { 4: { others: { told: '09', legs: 14 } } },
    { settled_ms: 120 },
  );
  expect(lookedAt).toMatchObject([[{ known_ms: 150, settle_ms: 150 }]]);
});

it('looks at all calls where a settled one was corrected', async () => {
  const { found, lookedAt } = await detailsWith('16', {
    4: { others: { told: '05', legs: 2 } },
    0: { settled: { told: '10', legs: 40 }, others: { told: '06', legs: 1 } },
  });
  expect(lookedAt).toHaveLength(2);
  expect(found).toMatchObject({
    details: { legs: 41 },
    origins: [[origin], [2]],
    settled: { details: { legs: 40 }, told: '10', until_ms: 180 },
  });
});

it('takes a look at all calls as it is, where the keys of those before were swept', async () => {
  const { found, lookedAt } = await detailsWith('15', { 4: { others: { told: '15', legs: 42 } } });
  expect(lookedAt).toHaveLength(1);
  expect(found).toMatchObject({ details: { legs: 42 }, origins: [[origin], [1]], settled: undefined });
});

it('looks at all calls of a segment that is new, or of which none was settled', async () => {
  for (const remembered of [[], [{ ...before, settled: undefined }]]) {
    const { found, lookedAt } = await detailsWith(
      '15',
      { 0: { others: { told: '15', legs: 42 } } },
      { remembered },
    );
    expect(lookedAt).toHaveLength(1);
    expect(found).toMatchObject({ details: { legs: 42 }, before: undefined });
  }
});
