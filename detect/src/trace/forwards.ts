import { distinctLegs } from './distinct.ts';
import { type Forward, forwardOf, isBusy, mayBeForwardOf } from './forward.ts';
import type { Leg } from './leg.ts';
import type { LegSource } from './source.ts';

/**
 * For calls that seem to begin at a carrier's own customer (by their first legs): the leg that each was forwarded from,
 * or 'unclear' where it may have been forwarded. Calls that were not forwarded have no entry.
 */
export async function forwardsOf(
  source: LegSource,
  starts: readonly Leg[],
): Promise<Map<Leg, Leg | 'unclear'>> {
  if (starts.length === 0) return new Map();
  const ended = Map.groupBy(await source.legsEndingAround(starts), (leg) => leg.carrier);
  const found = new Map<Leg, Forward | 'unclear'>();
  for (const start of starts) {
    // Legs that were read for another start may not take part, not even as the earlier record of a leg that was written twice.
    const own = (ended.get(start.carrier) ?? []).filter((leg) => mayBeForwardOf(leg, start));
    const forward = forwardOf(start, distinctLegs(own));
    if (forward !== undefined) found.set(start, forward);
  }
  const named = [...found].flatMap(([start, forward]) => (isByCaller(forward) ? [start] : []));
  const calls = named.length === 0 ? [] : await source.callsOfCallers(named);
  const sure = ([start, forward]: readonly [Leg, Forward | 'unclear']) =>
    forward === 'unclear' || (isByCaller(forward) && isBusy(start, forward, calls)) ? 'unclear' : forward.leg;
  return new Map([...found].map((row) => [row[0], sure(row)]));
}

const isByCaller = (forward: Forward | 'unclear'): forward is Forward =>
  forward !== 'unclear' && forward.by === 'caller';
