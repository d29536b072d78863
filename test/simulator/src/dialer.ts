import { arrivals } from './arrivals.ts';
import type { LabelledCall } from './call.ts';
import { withCallBacks } from './call-backs.ts';
import type { CallerNumbers, CallerNumbersOf } from './caller-numbers.ts';
import { drawOutcome, failed, type OutcomeProfile } from './outcome.ts';
import type { Subscriber } from './population.ts';
import { pick, type Random, random } from './random.ts';
import { providerOf, type Way } from './route.ts';
import type { Attests } from './signing.ts';
import { type Targets, targets } from './targets.ts';
import { withFollowUps } from './time-order.ts';
import { customerId, makeCall, type World } from './world.ts';

/**
 * A party that makes many calls: a campaign or a legitimate bulk caller. Its fields are the ways in which they differ.
 */
export type DialerSpec = {
  readonly name: string;
  readonly campaign: boolean;
  /** Providers at which its calls start. From a provider abroad, calls come in through a gateway provider. */
  readonly origins: readonly string[];
  /** The dialer uses one origin after the other. Without this, it uses all at once. */
  readonly inTurn?: true;
  /** Number of first attempts in an example of 200,000 legs. */
  readonly calls: number;
  /** When it begins, minutes from the beginning of the span. */
  readonly startMinute: number;
  /** How long it calls, minutes. */
  readonly minutes: number;
  readonly callers: CallerNumbersOf;
  readonly targets: Targets;
  /** Share of attempts that are repeated later the same day. */
  readonly repeats: number;
  /** Share of called numbers that nobody has. */
  readonly unassigned: number;
  readonly outcome: OutcomeProfile;
  readonly attests: Attests;
  /** Attestations at all origins but the first. Without this, all origins attest alike. */
  readonly attestsElsewhere?: Attests;
  /** Whose account its calls are made from, where several dialers share one. Default: its own. */
  readonly operator?: string;
  readonly way: Way;
  /** Share of called parties that call back. */
  readonly callBacks: number;
  readonly callerName: string | null;
};

/**
 * All calls of a dialer in order of time: first attempts, repeated attempts, and call-backs to it (which are
 * legitimate).
 */
export function dialerCalls(world: World, spec: DialerSpec, calls: number): Iterable<LabelledCall> {
  const rng = random(world.seed, `again ${spec.name}`);
  const callers = spec.callers(world, spec.name);
  const attempts = withFollowUps(
    firstAttempts(world, spec, { callers, calls }),
    (call) => (rng.chance(spec.repeats) ? secondAttempt(world, rng, spec, call) : undefined),
    world.span.to,
  );
  return withCallBacks(world, random(world.seed, `back ${spec.name}`), attempts, {
    rate: spec.callBacks,
    holder: callers.holder ?? holderOfHonest(world, spec),
  });
}

/** An honest caller's numbers are at its first provider, whichever provider a call went out by. */
function holderOfHonest(world: World, { campaign, origins: [first] }: DialerSpec): CallerNumbers['holder'] {
  if (campaign || first === undefined) return undefined;
  const provider = providerOf(world.providers, first);
  return () => provider;
}

function* firstAttempts(
  world: World,
  spec: DialerSpec,
  { callers, calls }: { callers: CallerNumbers; calls: number },
): Generator<LabelledCall> {
  const rng = random(world.seed, spec.name);
  const from = world.span.from + spec.startMinute * 60_000;
  const to = Math.min(from + spec.minutes * 60_000, world.span.to);
  const list = targets(world, spec);
  for (const start of arrivals(rng, { from, to, calls })) {
    const target = list.next().value;
    const unassigned = rng.chance(spec.unassigned);
    const called = unassigned ? world.population.neighborOf(target, rng) : target.number;
    const outcome = unassigned ? failed(rng, 404) : drawOutcome(rng, spec.outcome);
    const calling = callers.next(rng, target);
    yield makeDialerCall(world, rng, { spec, start, calling, called, to: target.provider, outcome });
  }
}

/** A second attempt to the same called party, half an hour to two hours later. */
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
  return makeDialerCall(world, rng, {
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

function makeDialerCall(world: World, rng: Random, { spec, ...attempt }: Attempt): LabelledCall {
  const from = providerOf(world.providers, originAt(world, rng, spec, attempt.start));
  const attests = from.id === spec.origins[0] ? spec.attests : (spec.attestsElsewhere ?? spec.attests);
  return makeCall(world, rng, {
    ...attempt,
    kind: spec.name,
    campaign: spec.campaign ? spec.name : '',
    from,
    attests,
    customer: from.country === 'US' ? customerId(world, from, spec.operator ?? spec.name) : null,
    callerName: spec.callerName,
    way: spec.way,
  });
}

/** The id of the provider at which a call starts. */
function originAt({ span }: World, rng: Random, spec: DialerSpec, start: number): string {
  if (spec.inTurn === undefined) return pick(rng, spec.origins);
  const passed = (start - span.from - spec.startMinute * 60_000) / (spec.minutes * 60_000);
  const turn = Math.min(spec.origins.length - 1, Math.floor(passed * spec.origins.length));
  return pick(rng, spec.origins.slice(turn, turn + 1));
}
