import { thresholds } from '../thresholds.ts';
import { isInBlocks } from './behavior.ts';
import { type Edge, gapMs, type Joinable, placesOf } from './edges.ts';

const longestGapMs = thresholds.campaignGapH * 3_600_000;

/** Where two must meet to be held against each other. */
type Points = (item: Joinable) => readonly (number | string)[];

/** The spans of a gap it lies in, and the one after: two that are no further apart share one. */
function spansOf({ first_ms, last_ms }: Joinable): number[] {
  const [first, last] = [Math.floor(first_ms / longestGapMs), Math.floor(last_ms / longestGapMs) + 1];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Where two can be connected by some edges: at a caller, a block of callers or a provider; by behavior anywhere. */
function pointsFor(sure: readonly Edge[]): Points[] {
  if (sure.includes('behavior')) return [spansOf];
  const numbers: Points[] = [
    ({ behavior }) => behavior.callers,
    ({ behavior }) => (isInBlocks(behavior) ? behavior.blocks : []),
  ];
  return sure.includes('origin') ? [...numbers, placesOf] : numbers;
}

/** Finds those that an item may be connected with, without holding it against all there are. */
export class Meetings<T extends Joinable> {
  readonly #indexes: readonly { readonly pointsOf: Points; readonly at: Map<number | string, Set<T>> }[];

  constructor(sure: readonly Edge[]) {
    this.#indexes = pointsFor(sure).map((pointsOf) => ({ pointsOf, at: new Map() }));
  }

  add(item: T): void {
    for (const { pointsOf, at } of this.#indexes) {
      for (const point of pointsOf(item)) {
        const there = at.get(point);
        if (there === undefined) at.set(point, new Set([item]));
        else there.add(item);
      }
    }
  }

  remove(item: T): void {
    for (const { pointsOf, at } of this.#indexes) {
      for (const point of pointsOf(item)) {
        const there = at.get(point);
        there?.delete(item);
        if (there?.size === 0) at.delete(point);
      }
    }
  }

  /** Those that meet it somewhere and lie close enough in time to be connected. */
  of(item: T): Set<T> {
    const met = new Set<T>();
    for (const { pointsOf, at } of this.#indexes) {
      for (const point of pointsOf(item)) {
        for (const other of at.get(point) ?? []) if (gapMs(item, other) <= longestGapMs) met.add(other);
      }
    }
    met.delete(item);
    return met;
  }
}
