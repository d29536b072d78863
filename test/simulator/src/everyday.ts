import { areas, dailyRhythm, localHour } from './areas.ts';
import { arrivals } from './arrivals.ts';
import type { LabelledCall } from './call.ts';
import { withCallBacks } from './call-backs.ts';
import { conversation, drawOutcome, failed, hungUp, type OutcomeProfile } from './outcome.ts';
import type { Subscriber } from './population.ts';
import { pick, pickWeighted, type Random, random } from './random.ts';
import { ordinaryNumbers, ownNumbers } from './signing.ts';
import { type CallPlan, customerId, makeCall, type World } from './world.ts';

/** 61% of attempts are answered, some of them by voicemail. Most people talk a minute or two, and some an hour. */
const people: OutcomeProfile = {
  answered: 0.61,
  talk: [
    [conversation(105, 1.25), 80],
    [conversation(17, 0.7), 15],
    [hungUp(1, 6), 5],
  ],
};
const services: OutcomeProfile = { answered: 0.97, talk: [[conversation(70, 0.9), 1]] };

const callBackRate = 0.09;

type Plan = (world: World, rng: Random, base: { start: number; line: Subscriber }) => CallPlan;

/** The kinds of everyday calls, and how frequent each is. */
const habits: readonly (readonly [Plan, number])[] = [
  [callContact, 80],
  [callBusiness, 10],
  [misdial, 1.5],
  [callService, 1.2],
  [callAbroad, 2.3],
  [calledFromAbroad, 5],
];

/** Everyday calls: `calls` attempts, and call-backs on top. They follow the daily rhythm of each time zone. */
export function everydayCalls(world: World, calls: number): Iterable<LabelledCall> {
  return withCallBacks(world, random(world.seed, 'everyday call-backs'), firstCalls(world, calls), {
    rate: callBackRate,
  });
}

function* firstCalls(world: World, calls: number): Generator<LabelledCall> {
  const rng = random(world.seed, 'everyday');
  const weight = (at: number) =>
    areas.reduce((sum, area) => sum + dailyRhythm(localHour(at, area.utcOffset)), 0);
  for (const start of arrivals(rng, { ...world.span, calls, weight })) {
    const line = awakeLine(world, rng, start);
    yield makeCall(world, rng, pickWeighted(rng, habits)(world, rng, { start, line }));
  }
}

/**
 * Draws a calling line. Lines in time zones with a busy hour are more likely. A third of the calls come from business
 * lines.
 */
function awakeLine(world: World, rng: Random, start: number): Subscriber {
  for (;;) {
    const index = rng.below(world.population.size);
    const line = world.population.line(rng.chance(0.33) ? index & ~15 : index);
    if (rng.chance(dailyRhythm(localHour(start, line.utcOffset)))) return line;
  }
}

function fromLine(world: World, rng: Random, line: Subscriber, start: number) {
  // Small VoIP providers serve businesses only. Large providers name no customer for a household.
  const named = line.business || line.provider.share <= 2;
  return {
    kind: 'everyday',
    start,
    calling: presented(rng, line),
    from: line.provider,
    attests: ordinaryNumbers,
    customer: named ? customerId(world, line.provider, line.number) : null,
  };
}

/**
 * The calling number as it is signalled: withheld in the ways that switches write it, text from some PBXs, otherwise
 * the number.
 */
function presented(rng: Random, line: Subscriber): string {
  const kind = rng.next();
  if (kind < 0.02) return pick(rng, ['anonymous', 'anonymous', 'Restricted', 'Unavailable', '']);
  if (kind < 0.023) return pick(rng, ['FRONTDESK', 'PBX-MAIN', 'Conf Room 4', 'reception']);
  return line.number;
}

function callContact(
  world: World,
  rng: Random,
  { start, line }: { start: number; line: Subscriber },
): CallPlan {
  const contact = world.population.contact(line.index, rng);
  const outcome = drawOutcome(rng, people);
  return { ...fromLine(world, rng, line, start), called: contact.number, to: contact.provider, outcome };
}

function callBusiness(
  world: World,
  rng: Random,
  { start, line }: { start: number; line: Subscriber },
): CallPlan {
  const drawn = rng.below(world.population.size) & ~15;
  const business = world.population.line(drawn === line.index ? drawn ^ 16 : drawn);
  const outcome = drawOutcome(rng, { ...people, answered: 0.75 });
  return { ...fromLine(world, rng, line, start), called: business.number, to: business.provider, outcome };
}

function misdial(world: World, rng: Random, { start, line }: { start: number; line: Subscriber }): CallPlan {
  const near = world.population.contact(line.index, rng);
  const called = world.population.neighborOf(near, rng);
  return { ...fromLine(world, rng, line, start), called, to: near.provider, outcome: failed(rng, 404) };
}

/**
 * Calls to short numbers, which stay with the caller's own provider: emergency, information, and seven digits in the
 * same area.
 */
function callService(
  world: World,
  rng: Random,
  { start, line }: { start: number; line: Subscriber },
): CallPlan {
  const called = pick(rng, [
    '911',
    '411',
    '211',
    '611',
    line.number.slice(-7, -4) + String(1000 + rng.below(9000)),
  ]);
  return {
    ...fromLine(world, rng, line, start),
    called,
    to: line.provider,
    outcome: drawOutcome(rng, services),
  };
}

function callAbroad(
  world: World,
  rng: Random,
  { start, line }: { start: number; line: Subscriber },
): CallPlan {
  const there = abroad(world, rng);
  const outcome = drawOutcome(rng, people);
  return { ...fromLine(world, rng, line, start), called: there.number, to: there.provider, outcome };
}

function calledFromAbroad(
  world: World,
  rng: Random,
  { start, line }: { start: number; line: Subscriber },
): CallPlan {
  const there = abroad(world, rng);
  return {
    kind: 'everyday',
    start,
    calling: there.number,
    called: line.number,
    from: there.provider,
    to: line.provider,
    outcome: drawOutcome(rng, people),
    attests: ownNumbers,
    customer: null,
  };
}

function abroad(world: World, rng: Random) {
  const [country, prefix] = pick(rng, [
    ['GB', '+44207'],
    ['IN', '+9198'],
  ] as const);
  const number = prefix + String(rng.below(10 ** (13 - prefix.length))).padStart(13 - prefix.length, '3');
  const provider = [...world.providers.values()].find((p) => p.country === country);
  if (provider === undefined) throw new Error(`no provider in ${country}`);
  return { provider, number };
}
