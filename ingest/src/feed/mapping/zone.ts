import type { FeedContext } from '../format.ts';
import { createLocalTimes } from '../local-time.ts';
import type { Mapping } from './mapping.ts';

/** The zone of times that don't say theirs; undefined where each must. Throws FeedError for one that is unknown. */
export function zoneOf({ time }: Mapping, { timezone }: FeedContext): string | undefined {
  const zone = time?.zone === undefined || ['local', 'stated'].includes(time.zone) ? timezone : time.zone;
  if (zone !== undefined) createLocalTimes(zone);
  return zone;
}
