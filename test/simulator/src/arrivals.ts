import type { Random } from './random.ts';

const minute = 60_000;

/**
 * The moments of `calls` attempts from `from` to before `to`, ms since 1970, in order. `weight` says how busy a moment
 * is; without it all are alike. Each minute varies by about 15%, as real traffic does. There are exactly `calls`
 * attempts.
 */
export function* arrivals(
  rng: Random,
  { from, to, calls, weight = () => 1 }: Span & { calls: number; weight?: (at: number) => number },
): Generator<number> {
  const minutes: { at: number; width: number; weight: number }[] = [];
  for (let at = from; at < to; at += minute) {
    const width = Math.min(minute, to - at);
    minutes.push({ at, width, weight: weight(at) * width * Math.exp(0.15 * rng.normal()) });
  }
  const total = minutes.reduce((sum, m) => sum + m.weight, 0);
  let [weighed, made] = [0, 0];
  for (const { at, width, weight: share } of minutes) {
    weighed += share;
    const due = at + width >= to ? calls : Math.round((calls * weighed) / total);
    const moments = Array.from({ length: due - made }, () => Math.floor(at + rng.next() * width));
    made = due;
    yield* moments.sort((a, b) => a - b);
  }
}

/** A span of time, ms since 1970: `from` belongs to it, `to` does not. */
export type Span = { readonly from: number; readonly to: number };
