import type { LabelledCall } from './call.ts';
import { hash32, hashText, type Random } from './random.ts';
import type { Attests, Signature } from './signing.ts';
import { withFollowUps } from './time-order.ts';
import { customerId, makeCall, type World } from './world.ts';

/** The numbers to which a called number forwards its calls, E.164 with +; undefined where the number forwards none. */
export type ForwardsTo = (called: string) => readonly string[] | undefined;

/** Share of lines that forward all of their calls, such as to a mobile phone (assumption). */
const forwardingLines = 0.015;
/**
 * Share of forwarding providers that pass the caller's own signature on, as a `div` PASSporT lets them (RFC 8946). The
 * share is assumed.
 */
const passesSignatureOn = 0.4;
/** What the others attest: they know their subscriber, and not the caller whose number they show. */
const ofForwarded: Attests = [
  ['C', 6],
  ['B', 2],
  [null, 2],
];

/** Some lines of the population, each of which forwards to one other line. */
export function forwardingOfLines({ seed, population }: World): ForwardsTo {
  return (called) => {
    const hash = hash32(seed, hashText(called), hashText('forwards'));
    if (hash / 0x1_0000_0000 >= forwardingLines || population.holder(called) === undefined) return undefined;
    return [population.line(hash32(hash) % population.size).number];
  };
}

/**
 * Adds the second chain of legs of each call that the called party forwards. The forwarding provider calls on with the
 * caller's number, and names the called party as its customer. Both chains begin and end about together. A forwarded
 * call has its caller's kind and label.
 */
export function withForwarding(
  world: World,
  rng: Random,
  calls: Iterable<LabelledCall>,
  forwardsTo: ForwardsTo,
): Iterable<LabelledCall> {
  const next = (call: LabelledCall) => {
    const numbers = forwardsTo(call.called);
    return numbers === undefined ? undefined : forwarded(world, rng, call, numbers);
  };
  return withFollowUps(calls, next, world.span.to);
}

function forwarded(
  world: World,
  rng: Random,
  call: LabelledCall,
  numbers: readonly string[],
): LabelledCall | undefined {
  const from = call.path.at(-1);
  const called = numbers[rng.below(numbers.length)];
  const to = called === undefined ? undefined : world.population.holder(called);
  if (from === undefined || called === undefined || to === undefined || call.outcome.sipCode === 404)
    return undefined;
  const setup = Math.round(rng.between(200, 1_500));
  const { kind, campaign, calling, outcome, callerName } = call;
  const plan = makeCall(world, rng, {
    kind,
    campaign,
    calling,
    called,
    callerName,
    start: call.start + setup,
    from,
    to,
    outcome: { ...outcome, ring: Math.max(500, outcome.ring - setup) },
    attests: ofForwarded,
    customer: customerId(world, from, call.called),
  });
  return rng.chance(passesSignatureOn)
    ? { ...plan, signature: passedOn(call, plan) ?? plan.signature }
    : plan;
}

/** The caller's own signature on the second chain, where it reached the forwarding provider. */
function passedOn(call: LabelledCall, { path }: LabelledCall): Signature | null {
  if (call.signature === null || call.signature.lastAt < call.path.length - 1) return null;
  const tdm = path.findIndex((provider, i) => i > 0 && provider.tdm === true);
  return { ...call.signature, at: 0, lastAt: tdm === -1 ? path.length - 1 : tdm - 1 };
}
