import { distinctLegs } from './distinct.ts';
import { type Leg, order } from './leg.ts';
import { core } from './numbers.ts';

/** Time that one hop usually takes to set a call up, ms. */
export const hopMs = 150;
/** Clocks of two carriers are taken to differ by no more than this, ms. */
export const mostSkewMs = 21_000;

export interface Clocks {
  /** How far b's clock is ahead of a's, ms; undefined where nothing tells. */
  ahead(a: string, b: string): number | undefined;
}
export const unknownClocks: Clocks = { ahead: () => undefined };

/** How far the clock of carrier b is ahead of that of carrier a: the median of `calls` calls, ms. */
export interface ClockDifference {
  readonly a: string;
  readonly b: string;
  readonly ms: number;
  readonly calls: number;
}

/**
 * How far b's clock is ahead by two legs of one call, ms; undefined where the legs do not tell. Both carriers see a call
 * end at the same moment, so the ends show the difference of the clocks. Where the ends are not known, the starts show
 * it: the second leg starts a hop later.
 */
function differenceOf(a: Leg, b: Leg): number | undefined {
  const byStart = b.start_ms - a.start_ms;
  if (Math.abs(byStart) > mostSkewMs) return undefined;
  if (a.hold_ms > 0 && b.hold_ms > 0 && a.hold_ms !== b.hold_ms) {
    const sameTalk = a.talk_ms !== null && b.talk_ms !== null && Math.abs(a.talk_ms - b.talk_ms) <= 1_500;
    return sameTalk ? byStart + b.hold_ms - a.hold_ms : undefined;
  }
  return a.downstream === b.carrier && b.upstream === a.carrier ? byStart - hopMs : undefined;
}

const median = (values: readonly number[]) => values.toSorted((x, y) => x - y)[values.length >> 1] ?? 0;

/**
 * What these legs show of the carriers' clocks. Used are pairs of numbers for which each of two carriers has a single
 * leg: these two legs are surely one call.
 */
export function clockDifferences(legs: readonly Leg[]): ClockDifference[] {
  const samples = new Map<string, { a: string; b: string; ms: number[] }>();
  for (const group of Map.groupBy(distinctLegs(legs), pairOf).values()) {
    const byCarrier = Map.groupBy(group, (leg) => leg.carrier);
    const alone = [...byCarrier.values()].flatMap((own) => (own.length === 1 ? own : []));
    for (const a of alone) {
      for (const b of alone) {
        const ms = a.carrier === b.carrier ? undefined : differenceOf(a, b);
        if (ms === undefined) continue;
        const [from, to, signed] =
          a.carrier < b.carrier ? [a.carrier, b.carrier, ms] : [b.carrier, a.carrier, -ms];
        const key = `${from}\n${to}`;
        const entry = samples.get(key) ?? { a: from, b: to, ms: [] };
        entry.ms.push(signed);
        samples.set(key, entry);
      }
    }
  }
  return [...samples.values()].map(({ a, b, ms }) => ({ a, b, ms: median(ms), calls: ms.length }));
}

const pairOf = (leg: Leg) => `${core(leg.calling_number)} ${core(leg.called_number)}`;

/**
 * Compares the clocks of all carriers. Differences that rest on most calls are used first. Two carriers that share no
 * call are compared by way of carriers between them.
 */
export function clocksOf(differences: readonly ClockDifference[]): Clocks {
  const ahead = new Map<string, { group: string; ms: number }>();
  const members = new Map<string, string[]>();
  const at = (carrier: string) => {
    const known = ahead.get(carrier) ?? { group: carrier, ms: 0 };
    if (!ahead.has(carrier)) members.set(carrier, [carrier]);
    ahead.set(carrier, known);
    return known;
  };
  const strongest = differences.toSorted((x, y) => y.calls - x.calls || order(x.a, y.a) || order(x.b, y.b));
  for (const { a, b, ms } of strongest) {
    const [one, other] = [at(a), at(b)];
    if (one.group === other.group) continue;
    const shift = one.ms + ms - other.ms;
    for (const carrier of members.get(other.group) ?? []) {
      ahead.set(carrier, { group: one.group, ms: at(carrier).ms + shift });
    }
    members.get(one.group)?.push(...(members.get(other.group) ?? []));
    members.delete(other.group);
  }
  return {
    ahead(a, b) {
      const [one, other] = [ahead.get(a), ahead.get(b)];
      return one === undefined || one.group !== other?.group ? undefined : other.ms - one.ms;
    },
  };
}
