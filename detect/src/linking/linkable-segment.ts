import { isOfMany, isPool } from '../features/sources.ts';
import type { JudgedSegment } from '../segments/judged-segment.ts';
import { type Behavior, behaviorOf } from './behavior.ts';

/** A segment with what linking compares. */
export interface LinkableSegment extends JudgedSegment {
  readonly behavior: Behavior;
  readonly goesOn: boolean;
  readonly mixed: boolean;
  readonly behindTransit: boolean;
}

export function linkableSegment(segment: JudgedSegment): LinkableSegment {
  const { judged } = segment;
  const { by_transit, goes_on } = judged.features;
  return {
    ...segment,
    behavior: behaviorOf(judged),
    goesOn: goes_on,
    mixed: by_transit && isPool(judged.features),
    behindTransit: by_transit && isOfMany(judged.features),
  };
}
