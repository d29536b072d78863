/** A stream of random numbers from a seed (algorithm sfc32). The same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [0, bound). */
  below(bound: number): number;
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
}

/**
 * Mixes whole numbers into 32 bits (the finaliser of MurmurHash3). Use it where a random value must not need stored
 * state.
 */
export function hash32(...parts: readonly number[]): number {
  let h = 0x9747b28c;
  for (const part of parts) {
    h = Math.imul(h ^ part, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** A hash of a text, 32 bits. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return hash32(h);
}

/** A stream of its own for each name. So new traffic does not change the numbers that other traffic draws. */
export function random(seed: number, name = ''): Random {
  const key = hash32(seed, hashText(name));
  let [a, b, c, counter] = [hash32(key, 1), hash32(key, 2), hash32(key, 3), 1];
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 0x1_0000_0000;
  };
  return {
    next,
    below: (bound) => Math.floor(next() * bound),
    between: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** A number in [from, to) whose logarithm is uniform: as many between 1 and 10 as between 10 and 100. */
export const logBetween = (rng: Random, from: number, to: number) => from * (to / from) ** rng.next();

export function pick<T>(rng: Random, items: readonly T[]): T {
  const item = items[rng.below(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

export type Weighted<T> = readonly (readonly [item: T, weight: number])[];

export function pickWeighted<T>(rng: Random, items: Weighted<T>): T {
  let rest = rng.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) {
    rest -= weight;
    if (rest < 0) return item;
  }
  return pick(rng, items)[0];
}

/** 32 bits as eight hexadecimal digits. */
export function hex32(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** Draws a UUID (in the layout of version 4). */
export function uuid(rng: Random): string {
  const word = () => hex32(rng.below(0x1_0000_0000));
  const [a, b, c, d] = [word(), word(), word(), word()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(0, 3)}-${c.slice(4)}${d}`;
}
