import { areas, exchange } from './areas.ts';
import type { Population, Subscriber } from './population.ts';
import type { Provider } from './providers.ts';
import { hash32, hashText, pick, type Random, random } from './random.ts';
import type { World } from './world.ts';

/** The calling numbers that a bulk caller or campaign shows. `own` are numbers that it may rightly show. */
export type CallerNumbers = {
  readonly own: readonly string[];
  /** The number to show for a call to this line. */
  next(rng: Random, target: Subscriber): string;
  /** The provider that a call-back to a number reaches, where it is not the one that called. */
  readonly holder?: (number: string) => Provider | undefined;
};

/** Makes the numbers of one caller. `name` is the caller's name and part of the seed. */
export type CallerNumbersOf = (world: World, name: string) => CallerNumbers;

/** A valid number of an area. The same name gives the same number. */
function ownNumber(world: World, name: string, area: number): string {
  const h = hash32(world.seed, hashText(name), area);
  return `+1${areas[area]?.npa ?? '212'}${exchange(area, h % 791)}${String(h % 9973).padStart(4, '0')}`;
}

/** Shows `count` numbers of the caller's own, each again and again. */
export const numbersOfOwn =
  (count: number): CallerNumbersOf =>
  (world, name) => {
    const area = hash32(world.seed, hashText(name)) % areas.length;
    const own = Array.from({ length: count }, (_, i) => ownNumber(world, `${name} ${i}`, area));
    return { own, next: (rng) => pick(rng, own) };
  };

/** The same, but with numbers of exchanges that are in use, whoever holds them. */
export const numbersHeld =
  (count: number): CallerNumbersOf =>
  ({ seed, population }, name) => {
    const rng = random(seed, `numbers of ${name}`);
    const own = Array.from({ length: count }, () => numberGivenOut(population, rng));
    return { own, next: (draw) => pick(draw, own) };
  };

/** Shows `count` numbers that are rented from the providers that hold them. Call-backs reach the holder. */
export const numbersRented =
  (count: number): CallerNumbersOf =>
  (world, name) => ({
    ...numbersHeld(count)(world, name),
    holder: (number) => world.population.holder(number),
  });

/** Shows the called party a number of its own area code, of which the caller has one in each area. */
export const localPresence: CallerNumbersOf = (world, name) => {
  const own = areas.map((_, area) => ownNumber(world, name, area));
  const byArea = new Map(own.map((number) => [number.slice(0, 5), number]));
  return { own, next: (rng, target) => byArea.get(target.number.slice(0, 5)) ?? pick(rng, own) };
};

/** Shows one given number, whoever it belongs to. */
export const givenNumber =
  (number: string): CallerNumbersOf =>
  () => ({ own: [number], next: () => number });

/** Shows `count` numbers of real subscribers, who know nothing of it. */
export const stolen =
  (count: number): CallerNumbersOf =>
  ({ seed, population }, name) => {
    const rng = random(seed, `stolen by ${name}`);
    const numbers = Array.from({ length: count }, () => population.line(rng.below(population.size)).number);
    return { own: [], next: (draw) => pick(draw, numbers), holder: (number) => population.holder(number) };
  };

/** Shows a range of `count` numbers one after the other, then starts again. */
export const sequential =
  (count: number): CallerNumbersOf =>
  ({ seed, population }, name) => {
    const rng = random(seed, `block of ${name}`);
    const prefix = numberGivenOut(population, rng).slice(0, -4);
    const first = rng.below(Math.max(1, 10_000 - count));
    let nth = 0;
    return { own: [], next: () => prefix + String((first + (nth++ % count)) % 10_000).padStart(4, '0') };
  };

/** Shows `count` numbers abroad. A number is `prefix` and random digits, `length` digits in all. */
export const foreign =
  (prefix: string, length: number, count: number): CallerNumbersOf =>
  ({ seed }, name) => {
    const rng = random(seed, `abroad ${name}`);
    const own = Array.from({ length: count }, () => prefix + digits(rng, length + 1 - prefix.length));
    return { own, next: (draw) => pick(draw, own) };
  };

/** Shows one of the given numbers. */
export const givenNumbers =
  (numbers: readonly string[]): CallerNumbersOf =>
  () => ({ own: numbers, next: (rng) => pick(rng, numbers) });

/**
 * Shows a new number for each call.
 * @param invalidShare share of numbers that can't exist.
 * @param givenOutShare share, among the other numbers, of those in exchanges that are in use.
 */
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

/** Shows a number with the area code and exchange of the called party (neighbor spoofing, as ClearIP defines it). */
export const neighbor: CallerNumbersOf = (world) => ({
  own: [],
  next: (rng, target) => world.population.neighborOf(target, rng),
});

function numberGivenOut({ exchanges }: Population, rng: Random): string {
  return pick(rng, exchanges).prefix + digits(rng, 4);
}

function freshNumber(rng: Random): string {
  const area = rng.below(areas.length);
  return `+1${areas[area]?.npa ?? '212'}${exchange(area, rng.below(791))}${digits(rng, 4)}`;
}

/** A number that no number plan gives out: its area code or exchange begins with 0 or 1, or is N11. */
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
