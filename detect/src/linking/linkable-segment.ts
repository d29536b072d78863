import { minuteMs } from '@ringtrace/schemas/durations';
import { isOfMany, isPool } from '../features/sources.ts';
import type { JudgedSegment } from '../segments/judged-segment.ts';
import { thresholds } from '../thresholds.ts';
import { type Behavior, behaviorOf } from './behavior.ts';
import { busySpan } from './busy-span.ts';

/** A segment with what linking compares. `first_ms` and `last_ms` are those of its busy time: strays before and after it do not count. */
export interface LinkableSegment extends JudgedSegment {
  readonly behavior: Behavior;
  readonly goesOn: boolean;
  readonly mixed: boolean;
  readonly behindTransit: boolean;
}

export function linkableSegment(segment: JudgedSegment): LinkableSegment {
  const { judged } = segment;
  const { by_transit, goes_on } = judged.features;
  const busy = busyTime(segment);
  return {
    ...segment,
    ...busy,
    behavior: behaviorOf(judged),
    goesOn: goes_on && segment.last_ms - busy.last_ms <= minuteMs * thresholds.sameSpanMin,
    mixed: by_transit && isPool(judged.features),
    behindTransit: by_transit && isOfMany(judged.features),
  };
}

/** Other releases counted no minutes: then every call counts. */
function busyTime({ hour, first_ms, last_ms, judged }: JudgedSegment) {
  const span = busySpan(judged.features.minutes);
  if (span === undefined) return { first_ms, last_ms };
  const startMs = 1_000 * hour;
  return {
    first_ms: Math.max(first_ms, startMs + minuteMs * span.from),
    last_ms: Math.min(last_ms, startMs + minuteMs * (span.to + 1)),
  };
}
