import { keyword, text, timeMs } from '@ringtrace/schemas/columns';
import type { Leg } from './leg.ts';

/** Which leg is meant: no two legs have all of this in common, and all revisions of a leg do. */
export type LegKey = Pick<Leg, 'carrier' | 'start_ms' | 'call_id'>;

export const legKeyOf = ({ carrier, start_ms, call_id }: LegKey): LegKey => ({ carrier, start_ms, call_id });

/** The same as a text: a key of maps. It is never taken apart. */
export const legName = ({ carrier, start_ms, call_id }: LegKey) => `${carrier}\n${start_ms}\n${call_id}`;

export const isSameLeg = (a: LegKey, b: LegKey) =>
  a.start_ms === b.start_ms && a.call_id === b.call_id && a.carrier === b.carrier;

/** Columns of a list of legs that a statement is sent. */
export const legKeyColumns = { carrier: keyword(), start_time: timeMs(), call_id: text() };
/** A row of such a list; the time is ms since 1970. */
export interface ListedLeg {
  readonly carrier: string;
  readonly start_time: number;
  readonly call_id: string;
}
export const listedLeg = ({ carrier, start_ms, call_id }: LegKey): ListedLeg => ({
  carrier,
  start_time: start_ms,
  call_id,
});
