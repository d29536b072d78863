import { rows } from '@ringtrace/platform/lists';
import { int64, text } from '@ringtrace/schemas/columns';

/** Identity of a leg. */
export interface LegKey {
  readonly carrier: string;
  readonly call_id: string;
  /** ms since 1970. */
  readonly start_ms: number;
}

/** The list `keys` of a statement. */
export const legKeyList = rows({ carrier: text(), call_id: text(), start_ms: int64() });

/** SQL: a leg is one of `keys`. */
export const isLegOfKeys =
  '(carrier, start_time, call_id) IN (SELECT carrier, fromUnixTimestamp64Milli(start_ms) AS start_time, call_id FROM keys)';
