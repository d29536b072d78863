import { type BusyLine, busyLineCalls } from '../busy-lines.ts';
import type { LabelledCall } from '../call.ts';
import type { ForwardsTo } from '../forwarding.ts';
import { conversation, hungUp } from '../outcome.ts';
import { logBetween, random } from '../random.ts';
import { providerOf } from '../route.ts';
import type { World } from '../world.ts';

/** A business whose number forwards every call to one of its agents, as an answering service does. */
export type Forwarder = BusyLine & { readonly agents: readonly string[] };

/** Draws the forwarding businesses of one network: 150 to 1,500 calls, and one to eight agents (assumptions). */
export function drawForwarders({ seed, population }: World, count: number): readonly Forwarder[] {
  return Array.from({ length: count }, (_, nth) => {
    const name = `forwarder-${seed}-${nth}`;
    const rng = random(seed, name);
    const line = () => population.line(rng.below(population.size));
    const { number, provider } = line();
    return {
      name,
      number,
      provider: provider.id,
      calls: Math.round(logBetween(rng, 150, 1_500)),
      agents: Array.from({ length: 1 + rng.below(8) }, () => line().number),
      outcome: {
        answered: rng.between(0.7, 0.95),
        talk: [
          [conversation(rng.between(60, 180), 0.9), 90],
          [hungUp(1, 15), rng.between(5, 15)],
        ],
      },
      weight: () => 1,
    };
  });
}

/** Calls to a forwarding business, before they are forwarded. */
export const callsToForwarder = (world: World, forwarder: Forwarder): Iterable<LabelledCall> =>
  busyLineCalls(world, forwarder, forwarder.calls);

/** The agents of forwarding businesses, by the called number. Throws where a provider is not in the world. */
export function forwardingOf(world: World, forwarders: readonly Forwarder[]): ForwardsTo {
  for (const { provider } of forwarders) providerOf(world.providers, provider);
  const agents = new Map(forwarders.map((forwarder) => [forwarder.number, forwarder.agents]));
  return (called) => agents.get(called);
}
