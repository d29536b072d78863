import type { Subscriber } from './population.ts';
import { hash32, hashText, pickWeighted, random } from './random.ts';
import type { World } from './world.ts';

/** Whom a dialer calls: lines anywhere, of one part of the country, of one carrier, or one exchange after another by number. */
export type Targets = 'anywhere' | 'one-area' | 'one-carrier' | 'in-order';

interface Caller {
  readonly name: string;
  readonly targets: Targets;
}

/** Whom a dialer calls, one line after another; starts over when it has been through its list. */
export function targets(world: World, spec: Caller): Generator<Subscriber, never> {
  if (spec.targets === 'in-order') return inOrder(world, spec.name);
  const lines = listed(world, spec);
  if (spec.targets !== 'one-carrier') return lines;
  const rng = random(world.seed, `carrier of ${spec.name}`);
  const ending = [...world.providers.values()].filter((p) => p.share > 0);
  const carrier = pickWeighted(
    rng,
    ending.map((p) => [p, p.share] as const),
  );
  return only(lines, (line) => line.provider === carrier);
}

/** A list without a line twice until it has been through them all: an odd step through a power of two. */
function* listed(world: World, spec: Caller): Generator<Subscriber, never> {
  const { size } = world.population;
  const key = hash32(world.seed, hashText(spec.name));
  const range = spec.targets === 'one-area' ? size / 16 : size;
  const first = spec.targets === 'one-area' ? range * (key % 16) : 0;
  for (let nth = 0; ; nth += 1)
    yield world.population.line(first + ((key + nth * (2 * (key % 4096) + 5003)) % range));
}

function* only(
  lines: Generator<Subscriber, never>,
  wanted: (line: Subscriber) => boolean,
): Generator<Subscriber, never> {
  for (;;) {
    const { value } = lines.next();
    if (wanted(value)) yield value;
  }
}

function* inOrder({ seed, population }: World, name: string): Generator<Subscriber, never> {
  const { size, exchangeSize } = population;
  const exchanges = size / exchangeSize;
  for (let nth = hash32(seed, hashText(name)) % exchanges; ; nth = (nth + 1) % exchanges) {
    const lines = Array.from({ length: exchangeSize }, (_, i) => population.line(nth * exchangeSize + i));
    yield* lines.sort((a, b) => (a.number < b.number ? -1 : 1));
  }
}
