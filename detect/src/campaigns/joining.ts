import { judgedAs } from '../judge/pool.ts';
import { isPool } from '../judge/sources.ts';
import { type Behavior, behaviorOf } from './behavior.ts';
import type { Segment } from './queries.ts';

/** A segment with what decides whether it belongs to a campaign. */
export type Joining = Segment & { readonly behavior: Behavior; readonly by_transit: boolean };

/** A segment never changes: what it is like is worked out once. */
const known = new WeakMap<Segment, Joining>();

export function joining(segment: Segment): Joining {
  const done = known.get(segment);
  if (done !== undefined) return done;
  const judged = judgedAs(segment);
  const by_transit = judged.features.by_transit && isPool(judged.features);
  const made = { ...segment, behavior: behaviorOf(judged), by_transit };
  known.set(segment, made);
  return made;
}
