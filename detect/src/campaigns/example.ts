import type { TracedCall } from './sample.ts';

export interface Trace {
  /** The call a traceback request would name. */
  readonly example: TracedCall;
  /** Traced calls, those with the best-known path first. */
  readonly calls: readonly TracedCall[];
  readonly origin_provider: string;
  readonly claimed_origin: string;
  readonly entry_provider: string;
}

/** The value most calls agree on, '' left out, and how many do. */
function commonest(values: readonly string[]): { value: string; calls: number } {
  const counts = Map.groupBy(
    values.filter((v) => v !== ''),
    (v) => v,
  );
  const [top] = [...counts].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return { value: top?.[0] ?? '', calls: top?.[1].length ?? 0 };
}

/** Share of traced calls, those of unknown origin included, that must be proven for one provider: proof, not accusation. */
const provenShare = 0.8;
/** Share of them that must name a provider: a few stray calls name nobody. */
const claimedShare = 0.25;

const originOf = ({ path }: TracedCall) => path.origin_provider || path.claimed_origin;

/**
 * The furthest provider named, for the campaign as a whole. One that some calls reach through another is a transit,
 * and only a gap in front of it makes it look like an origin elsewhere: it comes last.
 */
function furthestNamed(calls: readonly TracedCall[]): string {
  const named = calls.map(originOf);
  const reached = new Set(calls.flatMap((call) => call.path.hops.slice(1).map((hop) => hop.provider)));
  const enough = (names: readonly string[]) => {
    const { value, calls: agreeing } = commonest(names);
    return agreeing >= claimedShare * calls.length ? value : '';
  };
  return enough(named.filter((name) => !reached.has(name))) || enough(named);
}

/** How well a call shows the origin that its campaign states: 2 exactly, 1 the same provider, 0 another origin. */
function agreement(call: TracedCall, origin_provider: string, claimed_origin: string): number {
  const { path } = call;
  if (path.origin_provider === origin_provider && path.claimed_origin === claimed_origin) return 2;
  return originOf(call) === (origin_provider || claimed_origin) ? 1 : 0;
}

/**
 * What the traced sample of a campaign says of its origin, and its example: a call of the origin it states, with the most hops reported.
 * undefined where nothing is to be traced.
 */
export function traceOf(calls: readonly TracedCall[]): Trace | undefined {
  const proven = commonest(calls.map((c) => c.path.origin_provider));
  const origin_provider = proven.calls >= provenShare * calls.length ? proven.value : '';
  const claimed_origin = origin_provider === '' ? furthestNamed(calls) : '';
  const fitOf = (call: TracedCall) => agreement(call, origin_provider, claimed_origin);
  const reported = (call: TracedCall) => call.path.hops.filter((hop) => hop.reported).length;
  const ranked = calls.toSorted(
    (a, b) => fitOf(b) - fitOf(a) || reported(b) - reported(a) || (a.call_key < b.call_key ? -1 : 1),
  );
  const [example] = ranked;
  if (example === undefined) return undefined;
  const fitting = ranked.filter((call) => fitOf(call) > 0).map((call) => call.path.entry_provider);
  return {
    example,
    calls: ranked,
    origin_provider,
    claimed_origin,
    entry_provider: commonest(fitting).value,
  };
}
