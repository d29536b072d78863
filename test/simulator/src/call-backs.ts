import type { LabelledCall } from './call.ts';
import type { CallerNumbers } from './caller-numbers.ts';
import { conversation, drawOutcome, hungUp } from './outcome.ts';
import type { Random } from './random.ts';
import { ordinaryNumbers } from './signing.ts';
import { withFollowUps } from './time-order.ts';
import { placeCall, type World } from './world.ts';

const profile = {
  answered: 0.7,
  talk: [
    [conversation(80, 1.1), 85],
    [hungUp(2, 20), 15],
  ] as const,
};

/**
 * Reciprocity: a share `rate` of the called parties calls the number back, most within half an hour, sooner
 * after a missed call. A call back is legitimate whatever it answers; it reaches the number's `holder`, or who called.
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
  return placeCall(world, rng, {
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
