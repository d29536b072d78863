import { dailyRhythm, localHour } from '../areas.ts';
import { arrivals } from '../arrivals.ts';
import type { LabelledCall } from '../call.ts';
import { withCallBacks } from '../call-backs.ts';
import { conversation, drawOutcome, hungUp, type OutcomeProfile } from '../outcome.ts';
import type { Provider } from '../providers.ts';
import { pick, type Random, random } from '../random.ts';
import { ownNumbers } from '../signing.ts';
import { makeCall, type World } from '../world.ts';

/** The begin of a usual number of each country, and the number of its digits. */
const numbersOf: Readonly<Record<string, readonly [begin: string, digits: number]>> = {
  GB: ['44207', 12],
  IN: ['9198', 12],
  PH: ['63917', 12],
  CO: ['57300', 12],
  MX: ['5255', 12],
  JM: ['1876', 11],
  PK: ['92300', 12],
  CA: ['1416', 11],
};

/** Share of these calls that are of roaming subscribers: a domestic number that comes in from abroad (assumption). */
const roaming = 0.06;
const callBackRate = 0.06;

const people: OutcomeProfile = {
  answered: 0.58,
  talk: [
    [conversation(140, 1.2), 80],
    [conversation(20, 0.7), 14],
    [hungUp(1, 6), 6],
  ],
};

/**
 * Honest calls of people and businesses abroad, through the same foreign providers and gateways that campaigns use.
 * `calls` attempts in order of time, and call-backs on top.
 */
export function callsFromAbroad(world: World, calls: number): Iterable<LabelledCall> {
  return withCallBacks(world, random(world.seed, 'back abroad'), attempts(world, calls), {
    rate: callBackRate,
    holder: (number) => world.population.holder(number),
  });
}

function* attempts(world: World, calls: number): Generator<LabelledCall> {
  const rng = random(world.seed, 'from abroad');
  const abroad = [...world.providers.values()].filter(({ country }) => numbersOf[country] !== undefined);
  const weight = (at: number) => dailyRhythm(localHour(at, -6));
  for (const start of arrivals(rng, { ...world.span, calls, weight })) {
    const from = pick(rng, abroad);
    const line = world.population.line(rng.below(world.population.size));
    yield makeCall(world, rng, {
      kind: 'from abroad',
      start,
      calling: callingNumber(world, rng, from),
      called: line.number,
      from,
      to: line.provider,
      outcome: drawOutcome(rng, people),
      attests: ownNumbers,
      customer: null,
    });
  }
}

function callingNumber({ population }: World, rng: Random, { country }: Provider): string {
  if (rng.chance(roaming)) return population.line(rng.below(population.size)).number;
  const [begin, digits] = numbersOf[country] ?? ['44207', 12];
  // No group of digits begins with 0 or 1, which no exchange in countries under +1 does.
  const rest = digits - begin.length;
  return `+${begin}${2 + rng.below(8)}${String(rng.below(10 ** (rest - 1))).padStart(rest - 1, '0')}`;
}
