import { values } from '@ringtrace/platform/lists';
import { uint32 } from '@ringtrace/schemas/columns';
import { startsWithin } from '../sql/start-time.ts';

/**
 * Start times from the minute `first` to the minute `last`, seconds since 1970. Where not all minutes between count,
 * `minutes` lists those that do; empty = all.
 */
export const inMinutes = `
  ${startsWithin('{first: Int64}', '{last: Int64} + 60')}
  AND ((SELECT count() FROM minutes) = 0 OR toUnixTimestamp(toStartOfMinute(start_time, 'UTC')) IN (SELECT value FROM minutes))`;
export type InMinutes = { first: number; last: number; minutes: readonly number[] };
export const minutes = values(uint32());
