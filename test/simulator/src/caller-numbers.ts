import { areas, exchange } from './areas.ts';
import type { Population, Subscriber } from './population.ts';
import type { Provider } from './providers.ts';
import { hash32, hashText, pick, type Random, random } from './random.ts';
import type { World } from './world.ts';

/** The numbers somebody shows who calls many: `own` are theirs to show; `next` draws one for a call. */
export type CallerNumbers = {
  readonly own: readonly string[];
  next(rng: Random, target: Subscriber): string;
  /** Whom a call back to one of them reaches, where that is not who called. */
  readonly holder?: (number: string) => Provider | undefined;
};

/** Made once for each caller, `name` telling them apart. */
export type CallerNumbersOf = (world: World, name: string) => CallerNumbers;

/** A valid number of an area, the same for the same name. */
function ownNumber(world: World, name: string, area: number): string {
  const h = hash32(world.seed, hashText(name), area);
  return `+1${areas[area]?.npa ?? '212'}${exchange(area, h % 791)}${String(h % 9973).padStart(4, '0')}`;
}

/** A few numbers of the caller's own, each used again and again. */
export const numbersOfOwn =
  (count: number): CallerNumbersOf =>
  (world, name) => {
    const area = hash32(world.seed, hashText(name)) % areas.length;
    const own = Array.from({ length: count }, (_, i) => ownNumber(world, `${name} ${i}`, area));
    return { own, next: (rng) => pick(rng, own) };
  };

/** The same of exchanges that are given out, whoever holds them. */
export const numbersHeld =
  (count: number): CallerNumbersOf =>
  ({ seed, population }, name) => {
    const rng = random(seed, `numbers of ${name}`);
    const own = Array.from({ length: count }, () => numberGivenOut(population, rng));
    return { own, next: (draw) => pick(draw, own) };
  };

/** A number of the caller's own in each area code, shown to parties of that area. */
export const localPresence: CallerNumbersOf = (world, name) => {
  const own = areas.map((_, area) => ownNumber(world, name, area));
  const byArea = new Map(own.map((number) => [number.slice(0, 5), number]));
  return { own, next: (rng, target) => byArea.get(target.number.slice(0, 5)) ?? pick(rng, own) };
};

/** One given number, whoever it belongs to. */
export const givenNumber =
  (number: string): CallerNumbersOf =>
  () => ({ own: [number], next: () => number });

/** Some numbers of real subscribers, who know nothing of it. */
export const stolen =
  (count: number): CallerNumbersOf =>
  ({ seed, population }, name) => {
    const rng = random(seed, `stolen by ${name}`);
    const numbers = Array.from({ length: count }, () => population.line(rng.below(population.size)).number);
    return { own: [], next: (draw) => pick(draw, numbers), holder: (number) => population.holder(number) };
  };

/** A block of numbers, one after another, from the start again at its end. */
export const sequential =
  (count: number): CallerNumbersOf =>
  ({ seed, population }, name) => {
    const rng = random(seed, `block of ${name}`);
    const prefix = numberGivenOut(population, rng).slice(0, -4);
    const first = rng.below(Math.max(1, 10_000 - count));
    let nth = 0;
    return { own: [], next: () => prefix + String((first + (nth++ % count)) % 10_000).padStart(4, '0') };
  };

/** Numbers abroad: `prefix` and random digits up to `length` of them. */
export const foreign =
  (prefix: string, length: number, count: number): CallerNumbersOf =>
  ({ seed }, name) => {
    const rng = random(seed, `abroad ${name}`);
    const own = Array.from({ length: count }, () => prefix + digits(rng, length + 1 - prefix.length));
    return { own, next: (draw) => pick(draw, own) };
  };

/** One of some given numbers. */
export const givenNumbers =
  (numbers: readonly string[]): CallerNumbersOf =>
  () => ({ own: numbers, next: (rng) => pick(rng, numbers) });

/** A new number for each call: a share that cannot exist, the others from any exchange, a share of them given out. */
export const usedOnce =
  (invalidShare: number, givenOutShare = 0): CallerNumbersOf =>
  ({ population }) => ({
    own: [],
    next: (rng) => {
      if (rng.chance(invalidShare)) return invalidNumber(rng);
      return givenOutShare > 0 && rng.chance(givenOutShare)
        ? numberGivenOut(population, rng)
        : freshNumber(rng);
    },
  });

/** Shares area code and exchange with the called party (neighbour spoofing, ClearIP's definition). */
export const neighbour: CallerNumbersOf = (world) => ({
  own: [],
  next: (rng, target) => world.population.neighbourOf(target, rng),
});

function numberGivenOut({ exchanges }: Population, rng: Random): string {
  return pick(rng, exchanges).prefix + digits(rng, 4);
}

function freshNumber(rng: Random): string {
  const area = rng.below(areas.length);
  return `+1${areas[area]?.npa ?? '212'}${exchange(area, rng.below(791))}${digits(rng, 4)}`;
}

/** Area codes or exchanges that no number plan gives out: leading 0 or 1, N11. */
function invalidNumber(rng: Random): string {
  const npa = areas[rng.below(areas.length)]?.npa ?? '212';
  const shapes = [
    `+10${digits(rng, 9)}`,
    `+1${npa}1${digits(rng, 6)}`,
    `+1${npa}911${digits(rng, 4)}`,
    `+1911${digits(rng, 7)}`,
  ];
  return pick(rng, shapes);
}

const digits = (rng: Random, count: number) => String(rng.below(10 ** count)).padStart(count, '0');
