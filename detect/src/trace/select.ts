import { hourS } from '@ringtrace/schemas/durations';
import { type Call, callsOf, legsOf } from './call.ts';
import { type Clocks, mostSkewMs } from './clocks.ts';
import { distinctLegs } from './distinct.ts';
import { inTime, type Leg, leastOf } from './leg.ts';
import { core, sameNumber } from './numbers.ts';
import type { Span } from './span.ts';

export interface TraceRequest {
  /** E.164 digits; 0 = withheld. */
  readonly calling: number;
  readonly called: number;
  /** ms since 1970, UTC. */
  readonly time: number;
  /** At least one leg of the call starts within this time before or after `time`, s; 30 unless given. */
  readonly windowS?: number;
}

/**
 * The longest window that a request may have, s. Of two calls an hour apart nobody asks which is meant; every minute
 * of it is read.
 */
export const longestWindowS = hourS;

const windowOf = ({ windowS = 30 }: TraceRequest) => windowS * 1_000;
/**
 * How far from the time asked for any leg of the call may start, ms: the window, and the error of another carrier's
 * clock.
 */
export const reachMs = (request: TraceRequest): number => windowOf(request) + mostSkewMs;

/** The time in which a leg of the call may start. */
export function spanOfCall(request: TraceRequest): Span {
  const reach = reachMs(request);
  return { from: request.time - reach, to: request.time + reach };
}

/** A called number with more legs than this is a hotline. Only the legs nearest in time are looked at. */
const mostLegs = 300;

/** The legs that may belong to the call: the called number fits, and the caller does or is not shown. */
function candidatesFor(request: TraceRequest, legs: readonly Leg[]): Leg[] {
  const away = (leg: Leg) => Math.abs(leg.start_ms - request.time);
  const near = distinctLegs(
    legs.filter((leg) => core(leg.called_number) === core(request.called) && away(leg) <= reachMs(request)),
  );
  const origids = new Set(near.filter((leg) => isCaller(request, leg)).map((leg) => leg.origid));
  origids.delete('');
  const mayBe = (leg: Leg) => isCaller(request, leg) || leg.calling_number === 0 || origids.has(leg.origid);
  // A caller withheld at the end of the way may have been shown before.
  const own = request.calling === 0 ? near : near.filter(mayBe);
  return own.length <= mostLegs
    ? own
    : own.toSorted((a, b) => away(a) - away(b) || inTime(a, b)).slice(0, mostLegs);
}

const isCaller = ({ calling }: TraceRequest, leg: Leg) =>
  calling === 0 ? leg.calling_number === 0 : sameNumber(leg.calling_number, calling);

export interface Selected {
  readonly call: Call | undefined;
  /** Redials: other calls between the same numbers in the window, in order of time. */
  readonly others: readonly Call[];
}

/** The call that was asked for: of the calls between these numbers, the one with a leg nearest to the time. */
export function selectCall(request: TraceRequest, legs: readonly Leg[], clocks: Clocks): Selected {
  const ranked = callsOf(candidatesFor(request, legs), clocks)
    .map((call) => ({ call, away: distance(request, legsOf(call)) }))
    .filter(({ away }) => away <= windowOf(request))
    .sort((a, b) => a.away - b.away);
  const [nearest, ...rest] = ranked;
  const startOf = (call: Call) => leastOf(legsOf(call), (leg) => leg.start_ms);
  const others = rest.map(({ call }) => call).sort((a, b) => startOf(a) - startOf(b));
  return { call: nearest?.call, others };
}

function distance(request: TraceRequest, legs: readonly Leg[]): number {
  if (!legs.some((leg) => isCaller(request, leg))) return Number.POSITIVE_INFINITY;
  return leastOf(legs, (leg) => Math.abs(leg.start_ms - request.time));
}
