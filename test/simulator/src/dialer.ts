import { arrivals } from './arrivals.ts';
import type { LabelledCall } from './call.ts';
import { withCallBacks } from './call-backs.ts';
import type { CallerNumbersOf } from './caller-numbers.ts';
import { drawOutcome, failed, type OutcomeProfile } from './outcome.ts';
import type { Subscriber } from './population.ts';
import { hash32, hashText, pick, type Random, random } from './random.ts';
import { providerOf } from './route.ts';
import type { Attests } from './signing.ts';
import { withFollowUps } from './time-order.ts';
import { customerId, placeCall, type World } from './world.ts';

/** Somebody who calls many: a campaign, or a legitimate caller in bulk. The axes on which they differ. */
export type DialerSpec = {
  readonly name: string;
  readonly campaign: boolean;
  /** Providers its calls start at; abroad, the calls come in through a gateway provider. */
  readonly origins: readonly string[];
  /** First attempts at 200,000 legs. */
  readonly calls: number;
  readonly startMinute: number;
  readonly minutes: number;
  readonly callers: CallerNumbersOf;
  readonly targets: 'anywhere' | 'one-area';
  /** Share of attempts that are made again later the same day. */
  readonly repeats: number;
  /** Share of called numbers that nobody has. */
  readonly unassigned: number;
  readonly outcome: OutcomeProfile;
  readonly attests: Attests;
  readonly wholesale: boolean;
  /** Share of called parties that call back. */
  readonly callBacks: number;
  readonly callerName: string | null;
};

/** All calls of a dialer in order of time: first attempts, repeated ones, and call-backs (legitimate). */
export function dialerCalls(world: World, spec: DialerSpec, calls: number): Iterable<LabelledCall> {
  const rng = random(world.seed, `again ${spec.name}`);
  const attempts = withFollowUps(
    firstAttempts(world, spec, calls),
    (call) => (rng.chance(spec.repeats) ? secondAttempt(world, rng, spec, call) : undefined),
    world.span.to,
  );
  return withCallBacks(world, random(world.seed, `back ${spec.name}`), attempts, spec.callBacks);
}

function* firstAttempts(world: World, spec: DialerSpec, calls: number): Generator<LabelledCall> {
  const rng = random(world.seed, spec.name);
  const callers = spec.callers(world, spec.name);
  const from = world.span.from + spec.startMinute * 60_000;
  const to = Math.min(from + spec.minutes * 60_000, world.span.to);
  let made = 0;
  for (const start of arrivals(rng, { from, to, calls })) {
    const target = nthTarget(world, spec, made++);
    const unassigned = rng.chance(spec.unassigned);
    const called = unassigned ? world.population.neighbourOf(target, rng) : target.number;
    const outcome = unassigned ? failed(rng, 404) : drawOutcome(rng, spec.outcome);
    const calling = callers.next(rng, target);
    yield placeDialerCall(world, rng, { spec, start, calling, called, to: target.provider, outcome });
  }
}

/** The same pair once more, half an hour to two hours later. */
function secondAttempt(
  world: World,
  rng: Random,
  spec: DialerSpec,
  call: LabelledCall,
): LabelledCall | undefined {
  const to = call.path.at(-1);
  const start = Math.round(call.start + rng.between(30, 120) * 60_000);
  if (to === undefined || start >= world.span.to) return undefined;
  const { calling, called } = call;
  return placeDialerCall(world, rng, {
    spec,
    start,
    calling,
    called,
    to,
    outcome: drawOutcome(rng, spec.outcome),
  });
}

type Attempt = Pick<LabelledCall, 'start' | 'calling' | 'called' | 'outcome'> & {
  readonly spec: DialerSpec;
  readonly to: Subscriber['provider'];
};

function placeDialerCall(world: World, rng: Random, { spec, ...attempt }: Attempt): LabelledCall {
  const from = providerOf(world.providers, pick(rng, spec.origins));
  return placeCall(world, rng, {
    ...attempt,
    kind: spec.name,
    campaign: spec.campaign ? spec.name : '',
    from,
    attests: spec.attests,
    customer: from.country === 'US' ? customerId(world, from, spec.name) : null,
    callerName: spec.callerName,
    wholesale: spec.wholesale,
  });
}

/** A list without a line twice until it has been through them all: an odd step through a power of two. */
function nthTarget(world: World, spec: DialerSpec, nth: number): Subscriber {
  const { size } = world.population;
  const key = hash32(world.seed, hashText(spec.name));
  const range = spec.targets === 'anywhere' ? size : size / 16;
  const first = spec.targets === 'anywhere' ? 0 : range * (key % 16);
  return world.population.line(first + ((key + nth * (2 * (key % 4096) + 5003)) % range));
}
