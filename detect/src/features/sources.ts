import type { CallerKey, OriginKey, SegmentKey } from './segment-key.ts';

/** The origid, the callers' exchange or the area called that a source is told apart by; undefined where it is none. */
export const origidOf = ({ part, part_origid }: OriginKey) => (part === 'origid' ? part_origid : undefined);
export const exchangeOf = ({ part, part_prefix }: OriginKey) =>
  part === 'exchange' ? part_prefix : undefined;
export const areaOf = ({ part, part_prefix }: OriginKey) => (part === 'area' ? part_prefix : undefined);
/** Whether a source's numbers are used again and again, while others of the same class are used once or twice. */
export const isReused = ({ part }: OriginKey) => part === 'reused';

/** The provider claimed to be the origin of a source; '' where none is. */
export const claimedOf = ({ place, place_provider }: OriginKey) =>
  place === 'claimed' ? place_provider : '';

/** Whether an origin key is one customer of a provider that proves it. */
export const isCustomer = ({ place }: Pick<OriginKey, 'place'>) => place === 'customer';

/** The same of a segment; a busy number's has its calls apart. */
export const isCustomersSegment = (segment: Pick<OriginKey, 'place'> & { readonly calling_number: number }) =>
  segment.calling_number === 0 && isCustomer(segment);

/** Whether all calls of a source or number are proven to be customers' of one provider. */
export const isProven = ({ place }: OriginKey) => place === 'customer' || place === 'proven';

/**
 * Of whose calls it is asked how many were called back. Of a customer all, or all of its part. Of a source of many customers
 * only those of callers that nobody calls otherwise: friends call the others back.
 */
export function askedForCallBacks(
  f: SegmentKey & Readonly<Record<'calls' | 'called_back' | 'source_calls' | 'source_called_back', number>>,
) {
  if (isCustomer(f)) return { asked_calls: f.source_calls, asked_called_back: f.source_called_back };
  return f.callers_called
    ? { asked_calls: 0, asked_called_back: 0 }
    : { asked_calls: f.calls, asked_called_back: f.called_back };
}

export const ringsOnce = ({ caller_class }: Pick<CallerKey, 'caller_class'>) => caller_class === 'one ring';

/** Whether a source's callers are numbers nobody can be called at. */
export const isMadeUp = ({ caller_class, callers_called }: CallerKey) =>
  (caller_class === 'unusable' || caller_class === 'unassigned') && !callers_called;

/** Whether a source's calls may be of many of its place's customers: no one listed number, no one origid, no one exchange. */
export const isOfMany = (key: SegmentKey) =>
  key.kind === 'source' &&
  key.caller_class !== 'dno' &&
  !ringsOnce(key) &&
  key.part !== 'origid' &&
  key.part !== 'exchange';

/** The same where they have no one habit either. */
export const isPool = (key: SegmentKey) => isOfMany(key) && key.caller_class !== 'neighbor';

/** Calling numbers, each counted once, of one hour or of several together. */
export const distinctNumbers = (f: Readonly<Record<'calling_numbers' | 'distinct_numbers', number>>) =>
  f.distinct_numbers || f.calling_numbers;
