import { inTime, type Leg } from './leg.ts';
import { core } from './numbers.ts';

/** Two records of one leg start and last the same to within this, ms. A redial differs by more. */
const twiceMs = 1_000;

const isTwin = (a: Leg, b: Leg) =>
  Math.abs(a.start_ms - b.start_ms) <= twiceMs &&
  Math.abs(a.hold_ms - b.hold_ms) <= twiceMs &&
  (a.talk_ms === null) === (b.talk_ms === null) &&
  a.sip_code === b.sip_code;

const sameHandOver = ({ carrier, upstream, downstream, calling_number, called_number }: Leg) =>
  [carrier, upstream, downstream, core(calling_number), core(called_number)].join('\n');

/**
 * Legs in order of time, without those that a carrier wrote twice. Of two records of one hand-over the earlier is kept.
 */
export function distinctLegs(legs: readonly Leg[]): Leg[] {
  const kept = new Map<string, Leg[]>();
  for (const leg of legs.toSorted(inTime)) {
    const key = sameHandOver(leg);
    const known = kept.get(key) ?? [];
    if (!known.some((other) => isTwin(other, leg))) kept.set(key, [...known, leg]);
  }
  return [...kept.values()].flat().sort(inTime);
}
