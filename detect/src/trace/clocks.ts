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

/** Where the first clocks tell nothing of two carriers, the second ones are asked. */
export const either = (first: Clocks, second: Clocks): Clocks => ({
  ahead: (a, b) => first.ahead(a, b) ?? second.ahead(a, b),
});

/**
 * How far the clock of carrier b is ahead of that of carrier a: the median over calls, ms. `calls` weighs it: a call
 * whose ends tell the difference counts twice, one whose starts tell it counts once.
 */
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

const median = (values: readonly number[]) => Float64Array.from(values).sort()[values.length >> 1] ?? 0;

/**
 * What these legs show of the carriers' clocks. Used are pairs of numbers for which each of two carriers has a single
 * leg: these two legs are surely one call.
 */
export function clockDifferences(legs: readonly Leg[]): ClockDifference[] {
  const samples = new Map<string, { a: string; b: string; ms: number[] }>();
  for (const group of byPair(legs)) {
    const alone = aloneIn(group);
    for (const a of alone) {
      for (const b of alone) {
        if (a.carrier >= b.carrier) continue;
        const ms = differenceOf(a, b);
        const back = differenceOf(b, a);
        const key = `${a.carrier}\n${b.carrier}`;
        const entry = samples.get(key) ?? { a: a.carrier, b: b.carrier, ms: [] };
        if (ms !== undefined) entry.ms.push(ms);
        if (back !== undefined) entry.ms.push(-back);
        if (entry.ms.length > 0) samples.set(key, entry);
      }
    }
  }
  return [...samples.values()].map(({ a, b, ms }) => ({ a, b, ms: median(ms), calls: ms.length }));
}

/** Legs by their pair of numbers. By the numbers themselves: a text for each leg would cost more than all the rest. */
function byPair(legs: readonly Leg[]): Leg[][] {
  const groups: Leg[][] = [];
  for (const toOne of Map.groupBy(legs, (leg) => core(leg.called_number)).values())
    groups.push(...Map.groupBy(toOne, (leg) => core(leg.calling_number)).values());
  return groups;
}

/** The legs of those carriers that have a single one. */
function aloneIn(group: readonly Leg[]): Leg[] {
  const single = (legs: readonly Leg[]) =>
    [...Map.groupBy(legs, (leg) => leg.carrier).values()].flatMap((own) => (own.length === 1 ? own : []));
  const alone = single(group);
  // Only a carrier with several legs may have written one twice.
  return alone.length === group.length ? alone : single(distinctLegs(group));
}

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
