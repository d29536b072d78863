import { legsOf } from './call.ts';
import { isComplete } from './feeds.ts';
import type { Leg } from './leg.ts';
import type { Selected, TraceRequest } from './select.ts';
import type { LegSource } from './source.ts';

/**
 * Reads the feeds of providers that are named in a call and reported no leg of it: which are complete, so that they deny
 * it. Nobody denies a call of which records may be gone.
 */
export async function readDenials(
  source: LegSource,
  requests: readonly TraceRequest[],
  selected: readonly Selected[],
) {
  const carriers = new Set(
    selected.flatMap(({ call }) => (call === undefined ? [] : namedOnly(legsOf(call)))),
  );
  const times = requests.map((request) => request.time);
  const span = { from: Math.min(...times), to: Math.max(...times) };
  const accounts = carriers.size === 0 ? [] : await source.feedAccounts([...carriers], span);
  const byCarrier = Map.groupBy(accounts, (account) => account.carrier);
  const isGone = (await source.callsGone?.(requests)) ?? (() => false);
  return (provider: string, request: TraceRequest) =>
    !isGone(request) && isComplete(byCarrier.get(provider) ?? [], request.time);
}

function namedOnly(legs: readonly Leg[]): string[] {
  const seen = new Set(legs.map((leg) => leg.carrier));
  return legs
    .flatMap((leg) => [leg.upstream, leg.downstream])
    .filter((name) => name !== '' && !seen.has(name));
}
