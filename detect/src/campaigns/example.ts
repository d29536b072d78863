import { type CallPath, pathOf } from '../trace/path.ts';
import type { ExampleLeg } from './queries.ts';

export interface TracedCall {
  readonly call_key: string;
  readonly legs: readonly ExampleLeg[];
  readonly path: CallPath;
}

export interface Trace {
  /** The call a traceback request would name. */
  readonly example: TracedCall;
  /** Traced calls, those with the best-known path first. */
  readonly calls: readonly TracedCall[];
  readonly origin_provider: string;
  readonly claimed_origin: string;
  readonly entry_provider: string;
}

function traced(legs: readonly ExampleLeg[]): TracedCall[] {
  const byCall = Map.groupBy(legs, (leg) => leg.call_key);
  return [...byCall].map(([call_key, own]) => ({ call_key, legs: own, path: pathOf(own) }));
}

/** The value most calls agree on; '' only where no call names one. */
function commonest(values: readonly string[]): string {
  const counts = [
    ...Map.groupBy(
      values.filter((v) => v !== ''),
      (v) => v,
    ),
  ];
  return counts.sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

/**
 * The furthest provider named, for the campaign as a whole. One that some calls reach through another is a transit,
 * and only a gap in front of it makes it look like an origin elsewhere: it comes last.
 */
function furthestNamed(calls: readonly TracedCall[]): string {
  const claims = calls.map((call) => call.path.claimed_origin);
  const reached = new Set(calls.flatMap((call) => call.path.hops.slice(1).map((hop) => hop.provider)));
  return commonest(claims.filter((claim) => !reached.has(claim))) || commonest(claims);
}

/** Traces the sample of a campaign and picks its example: a call to the common origin with the most hops reported. */
export function traceSample(legs: readonly ExampleLeg[]): Trace | undefined {
  const calls = traced(legs);
  const origin_provider = commonest(calls.map((c) => c.path.origin_provider));
  const claimed_origin = origin_provider === '' ? furthestNamed(calls) : '';
  const fits = (call: TracedCall) =>
    call.path.origin_provider === origin_provider && call.path.claimed_origin === claimed_origin ? 1 : 0;
  const reported = (call: TracedCall) => call.path.hops.filter((hop) => hop.reported).length;
  const ranked = calls.sort(
    (a, b) => fits(b) - fits(a) || reported(b) - reported(a) || (a.call_key < b.call_key ? -1 : 1),
  );
  const [example] = ranked;
  if (example === undefined) return undefined;
  const entry_provider = commonest(calls.map((c) => c.path.entry_provider));
  return { example, calls: ranked, origin_provider, claimed_origin, entry_provider };
}
