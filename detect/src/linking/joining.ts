import { isOfMany, isPool } from '../features/sources.ts';
import { type Judged, judgedAs } from '../segments/pool.ts';
import type { Segment } from '../segments/queries.ts';
import { type Behavior, behaviorOf } from './behavior.ts';

/** A segment with what decides whether it belongs to a campaign. */
export interface Joining extends Omit<Segment, 'features'> {
  readonly judged: Judged;
  readonly behavior: Behavior;
  readonly by_transit: boolean;
  readonly unplaced: boolean;
}

export function joining({ features, ...segment }: Segment): Joining {
  const judged = judgedAs(features);
  const { by_transit } = judged.features;
  return {
    ...segment,
    judged,
    behavior: behaviorOf(judged),
    by_transit: by_transit && isPool(judged.features),
    unplaced: by_transit && isOfMany(judged.features),
  };
}
