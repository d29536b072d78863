import type { LabelledCall } from './call.ts';
import type { CallerNumbers } from './caller-numbers.ts';
import { conversation, drawOutcome, hungUp } from './outcome.ts';
import type { Random } from './random.ts';
import { ordinaryNumbers } from './signing.ts';
import { withFollowUps } from './time-order.ts';
import { makeCall, type World } from './world.ts';

const profile = {
  answered: 0.7,
  talk: [
    [conversation(80, 1.1), 85],
    [hungUp(2, 20), 15],
  ] as const,
};

/**
 * Adds call-backs. A share `rate` of the called parties calls the number back, most of them within half an hour, and
 * sooner after a missed call. A call-back is legitimate, also to a campaign. It reaches the number's `holder`, or else
 * the provider that called.
 */
export function withCallBacks(
  world: World,
  rng: Random,
  calls: Iterable<LabelledCall>,
  { rate, holder }: { rate: number; holder?: CallerNumbers['holder'] | undefined },
): Iterable<LabelledCall> {
  return withFollowUps(
    calls,
    (call) => (rng.chance(rate) ? callBack(world, rng, call, holder?.(call.calling)) : undefined),
    world.span.to,
  );
}

function callBack(
  world: World,
  rng: Random,
  call: LabelledCall,
  to = call.path[0],
): LabelledCall | undefined {
  const from = call.path.at(-1);
  const reachable = call.calling.startsWith('+') && call.called.startsWith('+');
  if (!reachable || from === undefined || to === undefined || call.outcome.sipCode === 404) return undefined;
  const over = call.start + call.outcome.ring + (call.outcome.talk ?? 0);
  const delayMinutes = (call.outcome.talk === null ? 8 : 20) * Math.exp(rng.normal());
  return makeCall(world, rng, {
    kind: 'call-back',
    start: Math.round(over + 60_000 * delayMinutes),
    calling: call.called,
    called: call.calling,
    from,
    to,
    outcome: drawOutcome(rng, profile),
    attests: ordinaryNumbers,
    customer: null,
  });
}
