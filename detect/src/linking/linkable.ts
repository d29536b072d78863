import type { Verdict } from '@ringtrace/schemas/tables/campaigns';
import type { CallerKey, OriginKey } from '../features/segment-key.ts';
import type { Behavior } from './behavior.ts';

/** What linking compares: a segment, or a cluster of segments as one. Times are ms since 1970. */
export interface Linkable extends OriginKey, CallerKey {
  /** Of a cluster that was judged as a whole: its own verdict. Of any other cluster: that of its largest segment. */
  readonly verdict: Verdict;
  /** 0 where several numbers call. */
  readonly calling_number: number;
  readonly origin_provider: string;
  readonly claimed_origin: string;
  /** The calls come from behind a transit, and nothing tells their callers apart. So they may be of many origins. */
  readonly mixed: boolean;
  readonly behavior: Behavior;
  readonly first_ms: number;
  readonly last_ms: number;
  /** The calls may go on: as far as traffic is known, they have no end. */
  readonly goesOn: boolean;
}
