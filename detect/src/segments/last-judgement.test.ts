import { hourS } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { storedSegment } from '../linking/memory-source.fixture.ts';
import { readSegment } from './judged-segment.ts';
import { LastJudgement, type RememberedSegment } from './last-judgement.ts';

function remembered(n: number, calling_number: number): RememberedSegment {
  const segment = readSegment(storedSegment(n, { calling_number }));
  const origin = { ...segment, entry_provider: '', next_provider: '' };
  return {
    segment,
    content: 'h',
    member_bins: [0],
    origin,
    origins: undefined,
    details: segment.judged.features,
  };
}
const idsOf = (segments: ReadonlyMap<string, RememberedSegment> | undefined) =>
  segments && [...segments.keys()];
const hour = (n: number) => n * hourS;

it('knows the segments of each hour, under the build that wrote them', () => {
  const last = new LastJudgement();
  last.keep(3, [remembered(5, 12), remembered(6, 12), remembered(6, 13)]);
  expect(idsOf(last.of({ hour: hour(5), build: 3 }))).toEqual(['s-5-12']);
  expect(idsOf(last.of({ hour: hour(6), build: 3 }))).toEqual(['s-6-12', 's-6-13']);
});

it('knows that an hour has no segments', () => {
  const last = new LastJudgement();
  last.keep(3, []);
  expect(idsOf(last.of({ hour: hour(5), build: 3 }))).toEqual([]);
});

it('knows nothing of another build', () => {
  const last = new LastJudgement();
  expect(last.of({ hour: hour(5), build: 0 })).toBeUndefined();
  last.keep(3, [remembered(5, 12)]);
  expect(last.of({ hour: hour(5), build: 2 })).toBeUndefined();
  last.keep(4, [remembered(6, 12)]);
  expect(last.of({ hour: hour(5), build: 3 })).toBeUndefined();
  expect(idsOf(last.of({ hour: hour(6), build: 4 }))).toEqual(['s-6-12']);
});
