import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { hourS } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { readSegment } from '../segments/judged-segment.ts';
import { LastJudgement } from '../segments/last-judgement.ts';
import { storedSegment } from './memory-source.fixture.ts';
import { storeSegments } from './source.ts';

const build = 3;
const hour = (n: number) => ({ hour: n * hourS, build });

function judged(...stored: readonly ReturnType<typeof storedSegment>[]): LastJudgement {
  const last = new LastJudgement();
  const known = stored.map(readSegment).map((segment) => ({
    segment,
    content: 'h',
    member_bins: [],
    origin: { ...segment, entry_provider: '', next_provider: '' },
    origins: undefined,
    details: segment.judged.features,
  }));
  last.keep(build, known);
  return last;
}
/** Nothing answers there: whatever is read fails. */
const store = unreachableStore();
const other = 12_025_550_199;
const last = judged(
  storedSegment(6, { build, calling_number: other }),
  storedSegment(6, { build }),
  storedSegment(6, { build, calling_number: 12_025_550_300, verdict: 'ordinary' }),
);
const source = storeSegments(store, last);
const idsOf = (segments: readonly { readonly segment_id: string }[]) =>
  segments.map(({ segment_id }) => segment_id);

it('reads no segments of hours that were judged last; the ordinary ones are not among them', async () => {
  expect(idsOf(await source.segments([hour(6), hour(7)]))).toEqual(['s-6-12025550100', 's-6-12025550199']);
});

it('reads the segments of an hour of another build', async () => {
  await expect(source.segments([hour(6), { hour: 7 * hourS, build: 2 }])).rejects.toThrow();
});

it('reads none of the segments asked for by id that were judged last, ordinary ones neither', async () => {
  const named = { ...hour(6), segment_id: 's-6-12025550300' };
  expect(idsOf(await source.namedSegments([named]))).toEqual(['s-6-12025550300']);
  await expect(source.namedSegments([named, { ...named, build: 2 }])).rejects.toThrow();
});
