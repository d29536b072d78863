import type { Provider } from './providers.ts';
import { pick, type Random } from './random.ts';

export type Providers = ReadonlyMap<string, Provider>;

/**
 * How a call is sold on. `longest`: most providers on its path, both ends included (one more where the call goes
 * abroad). `direct`: a factor for how often a provider uses a direct peering.
 */
const ways = {
  direct: { longest: 6, direct: 1 },
  wholesale: { longest: 6, direct: 0.4 },
  'many hands': { longest: 8, direct: 0.25 },
} as const;
export type Way = keyof typeof ways;

export function providerOf(providers: Providers, id: string): Provider {
  const found = providers.get(id);
  if (found === undefined) throw new Error(`no provider '${id}'`);
  return found;
}

/**
 * Draws a path over the peerings from one provider to another, both included. Calls that are sold on for the cheapest
 * rate have longer paths.
 */
export function route(
  rng: Random,
  providers: Providers,
  { from, to, way = 'direct' }: { from: Provider; to: Provider; way?: Way },
): readonly Provider[] {
  if (from === to) return [from];
  // Only a gateway provider can hand a call to a provider abroad.
  if (to.country !== 'US') {
    const gateway = providerOf(providers, to.peers[0] ?? '');
    return [...route(rng, providers, { from, to: gateway, way }), to];
  }
  const path = [from];
  for (let at = from; at !== to; ) {
    at = nextHop(rng, providers, path, { at, to, way });
    path.push(at);
  }
  return path;
}

function nextHop(
  rng: Random,
  providers: Providers,
  path: readonly Provider[],
  { at, to, way }: { at: Provider; to: Provider; way: Way },
): Provider {
  const direct = at.peers.includes(to.id);
  const open = at.transits
    .map((id) => providerOf(providers, id))
    .filter((p) => !path.includes(p) && p !== to);
  if (direct && (open.length === 0 || path.length >= ways[way].longest - 1)) return to;
  if (direct && rng.chance(at.direct * ways[way].direct)) return to;
  if (open.length > 0) return pick(rng, open);
  const peers = at.peers.map((id) => providerOf(providers, id)).filter((p) => !path.includes(p));
  // From abroad, a call comes in through any of the gateways.
  const peer = at.country !== 'US' && peers.length > 1 ? pick(rng, peers) : peers[0];
  if (peer === undefined) throw new Error(`no way from '${at.id}' to '${to.id}'`);
  return peer;
}
