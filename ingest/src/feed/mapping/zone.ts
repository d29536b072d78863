import type { FeedContext } from '../format.ts';
import type { Mapping } from './mapping.ts';

/** The zone of times that don't say theirs; undefined where each must. */
export function zoneOf({ time }: Mapping, { timezone }: FeedContext): string | undefined {
  const zone = time?.zone ?? 'stated';
  return zone === 'local' || zone === 'stated' ? timezone : zone;
}
