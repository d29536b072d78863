import { type Judged, judgedAs } from '../judge/pool.ts';
import { isPool } from '../judge/sources.ts';
import { type Behavior, behaviorOf } from './behavior.ts';
import type { Segment } from './queries.ts';

/** A segment with what decides whether it belongs to a campaign. */
export interface Joining extends Omit<Segment, 'features'> {
  readonly judged: Judged;
  readonly behavior: Behavior;
  readonly by_transit: boolean;
}

export function joining({ features, ...segment }: Segment): Joining {
  const judged = judgedAs(features);
  const by_transit = judged.features.by_transit && isPool(judged.features);
  return { ...segment, judged, behavior: behaviorOf(judged), by_transit };
}
