import type { Judgement } from './judgement.ts';
import { type Judged, judgedAs, judgedNow } from './pool.ts';
import type { Segment } from './queries.ts';
import { segmentColumns, type Written } from './segment.ts';

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
