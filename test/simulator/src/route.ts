import type { Provider } from './providers.ts';
import { pick, type Random } from './random.ts';

export type Providers = ReadonlyMap<string, Provider>;

/** Providers on a call's path at most, both ends included; one more where it leaves the country. */
const longest = 6;

export function providerOf(providers: Providers, id: string): Provider {
  const found = providers.get(id);
  if (found === undefined) throw new Error(`no provider '${id}'`);
  return found;
}

/**
 * A path over the peerings from one provider to another, both included. Each provider hands over directly as
 * often as it is used to; `wholesale` calls are sold on for the cheapest rate and pass more hands.
 */
export function route(
  rng: Random,
  providers: Providers,
  { from, to, wholesale = false }: { from: Provider; to: Provider; wholesale?: boolean },
): readonly Provider[] {
  if (from === to) return [from];
  // Only a gateway provider reaches abroad.
  if (to.country !== 'US') {
    const gateway = providerOf(providers, to.peers[0] ?? '');
    return [...route(rng, providers, { from, to: gateway, wholesale }), to];
  }
  const path = [from];
  for (let at = from; at !== to; ) {
    at = nextHop(rng, providers, path, { at, to, wholesale });
    path.push(at);
  }
  return path;
}

function nextHop(
  rng: Random,
  providers: Providers,
  path: readonly Provider[],
  { at, to, wholesale }: { at: Provider; to: Provider; wholesale: boolean },
): Provider {
  const direct = at.peers.includes(to.id);
  const open = at.transits
    .map((id) => providerOf(providers, id))
    .filter((p) => !path.includes(p) && p !== to);
  if (direct && (open.length === 0 || path.length >= longest - 1)) return to;
  if (direct && rng.chance(wholesale ? at.direct * 0.4 : at.direct)) return to;
  if (open.length > 0) return pick(rng, open);
  const way = at.peers.map((id) => providerOf(providers, id)).find((p) => !path.includes(p));
  if (way === undefined) throw new Error(`no way from '${at.id}' to '${to.id}'`);
  return way;
}
