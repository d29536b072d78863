import { isOfMany, isPool } from '../features/sources.ts';
import { type Judged, judgedAs } from '../segments/pool.ts';
import type { Segment } from '../segments/queries.ts';
import { type Behavior, behaviorOf } from './behavior.ts';

/** A segment as read, with what linking compares. */
export interface LinkableSegment extends Omit<Segment, 'features'> {
  readonly judged: Judged;
  readonly behavior: Behavior;
  readonly goesOn: boolean;
  readonly mixed: boolean;
  readonly behindTransit: boolean;
}

export function linkableSegment({ features, ...segment }: Segment): LinkableSegment {
  const judged = judgedAs({ ...segment, features });
  const { by_transit, goes_on } = judged.features;
  return {
    ...segment,
    judged,
    behavior: behaviorOf(judged),
    goesOn: goes_on,
    mixed: by_transit && isPool(judged.features),
    behindTransit: by_transit && isOfMany(judged.features),
  };
}
