import type { Features } from '../features/features.ts';
import { keyOfSegment, type SegmentKey } from '../features/segment-key.ts';
import type { Baseline } from './baseline.ts';
import type { Excess } from './excess.ts';
import type { Judgement } from './judgement.ts';
import type { Segment } from './queries.ts';
import { beyondOrdinary } from './score.ts';
import { segmentColumns, type Written } from './segment.ts';
import { readCounts } from './stored-counts.ts';

/** What a segment was judged by: its counts, and what was ordinary in its hour. */
export interface Judged {
  readonly features: Features;
  readonly baseline: Baseline;
  /** Its calls beyond ordinary calling. */
  readonly excess: ExcessCounts;
}

/** What a stored segment was judged by: its key, and the counts in `features`. */
function judgedAs(segment: Omit<Segment, 'segment_id' | 'verdict'>): Judged {
  const { features, baseline } = readCounts(segment.features);
  const { excess } = beyondOrdinary(features, baseline);
  return { features: { ...features, ...keyOf(segment) }, baseline, excess: excessCounts(excess) };
}

/** What reading a segment that was just written would tell. */
const judgedNow = (
  segment: Omit<Segment, 'segment_id' | 'verdict' | 'features'>,
  { features, baseline, excess }: Pick<Judgement, 'features' | 'baseline' | 'excess'>,
): Judged => ({ features: { ...features, ...keyOf(segment) }, baseline, excess: excessCounts(excess) });

/** The key of a segment, as its row tells it. */
function keyOf(segment: Omit<Segment, 'segment_id' | 'verdict' | 'features'>): SegmentKey {
  const { hour, kind, calling_number: number } = segment;
  return { hour, kind, number, ...keyOfSegment(segment) };
}

/** An excess without its histogram: a day has a hundred thousand segments. */
type ExcessCounts = Pick<Excess, 'ordinary' | 'calls' | 'answered' | 'short'>;
const excessCounts = ({ ordinary, calls, answered, short }: Excess): ExcessCounts => ({
  ordinary,
  calls,
  answered,
  short,
});

/** A current segment, and what it was judged by. */
export interface JudgedSegment extends Omit<Segment, 'features'> {
  readonly judged: Judged;
}

/** A segment as it was read from the store. */
export function readSegment({ features, ...segment }: Segment): JudgedSegment {
  return { ...segment, judged: judgedAs({ ...segment, features }) };
}

/** A segment that is being written: the same as reading its row would give. */
export function writtenSegment(judgement: Judgement, written: Written): JudgedSegment {
  const {
    content: _,
    next_provider: _next,
    entry_provider: _entry,
    ...columns
  } = segmentColumns(judgement, written);
  const { first_ms, last_ms } = judgement.features;
  const segment = { ...columns, first_ms, last_ms };
  return { ...segment, judged: judgedNow(segment, judgement) };
}
