import { expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { type Features, featureCounts } from '../features/features.ts';
import { noOriginKey } from '../features/segment-key.ts';
import { baselineOf } from './baseline.ts';
import { readSegment, writtenSegment } from './judged-segment.ts';
import { judgeSegment } from './score.ts';
import { segmentId, segmentRow } from './segment.ts';

const baseline = baselineOf([0, 2, 20, 61], [4_001, 300, 3_000, 2_203], {
  receiving: 0.37,
  calledBack: 0.03,
});

function written(more: Partial<Features>) {
  const judgement = judgeSegment({ ...features, ...more }, baseline);
  const origin = {
    ...noOriginKey,
    place: 'claimed' as const,
    place_provider: 'gateway',
    origin_provider: '',
    claimed_origin: 'gateway',
    entry_provider: 'entry',
    next_provider: 'next',
  };
  const as = { segment_id: segmentId(judgement.features), origin, build: 7, calls_build: 6, content: 'h' };
  return { row: segmentRow(judgement, as), segment: writtenSegment(judgement, as) };
}

/** What a query of the row would give. */
function stored({ row }: ReturnType<typeof written>) {
  const { first_seen: first_ms, last_seen: last_ms } = row;
  const {
    content: _content,
    entry_provider: _entry,
    next_provider: _next,
    first_seen: _first,
    last_seen: _last,
    legs: _legs,
    carriers: _carriers,
    mode_s: _mode,
    member_bins: _bins,
    histogram: _histogram,
    score: _score,
    signals: _signals,
    ...columns
  } = row;
  return { ...columns, first_ms, last_ms };
}

it.each<[string, Partial<Features>]>([
  ['a busy number', {}],
  ['a number that rings once', { caller_class: 'one ring', called_back_at: '+53', one_ring: 390 }],
  [
    'a source',
    { kind: 'source', number: 0, place: 'claimed', place_provider: 'gateway', caller_class: 'neighbor' },
  ],
  [
    'a source of callers that are called',
    { kind: 'source', number: 0, place: 'claimed', callers_called: true },
  ],
  ['calls that go on', { goes_on: true, recent_calls: 3, by_transit: true }],
])('a segment that was just written is what reading it would give: %s', (_, more) => {
  const { row, segment } = written(more);
  expect(segment).toEqual(readSegment(stored({ row, segment })));
});

it('the row tells the counts and the baseline as JSON', () => {
  const { row } = written({ calls: 401 });
  expect(JSON.parse(row.features)).toEqual({
    features: featureCounts.parse({ ...features, calls: 401 }),
    baseline,
  });
});
