import type { Store } from '@ringtrace/platform/clickhouse';
import { type Call, legsOf } from './call.ts';
import type { Providers } from './contradictions.ts';
import { readDenials } from './denials.ts';
import { joined } from './forward.ts';
import { forwardsOf } from './forwards.ts';
import { inTime, type Leg, leastOf } from './leg.ts';
import { type CallPath, pathOfCall, unproven } from './path.ts';
import type { Selected, TraceRequest } from './select.ts';
import { select } from './selection.ts';
import { type LegSource, storeSource } from './source.ts';

export type { TraceRequest } from './select.ts';

export interface CallTrace {
  readonly request: TraceRequest;
  /** In order of start, by their carriers' clocks. A leg that a carrier wrote twice is here once. */
  readonly legs: readonly Leg[];
  /** undefined where no carrier reported the call. */
  readonly path: CallPath | undefined;
  /** Starts of other calls between the same numbers in the window, ms since 1970. */
  readonly redials: readonly number[];
}

/** Traces one call through the network. */
export async function traceCall(store: Store, request: TraceRequest): Promise<CallTrace> {
  const [trace] = await traceCalls(store, [request]);
  return trace ?? unseen(request);
}

const unseen = (request: TraceRequest): CallTrace => ({ request, legs: [], path: undefined, redials: [] });

/** Calls of one look-up. Their legs must fit into memory. */
export const callsPerLookUp = 3_000;

/**
 * Traces many calls through the network, with one look-up for some thousands of them. The answers are in the order of the
 * requests.
 */
export const traceCalls = (store: Store, requests: readonly TraceRequest[]): Promise<CallTrace[]> =>
  traceInTurn(storeSource(store), requests);

/** The same over any source of legs. */
export async function traceInTurn(
  source: LegSource,
  requests: readonly TraceRequest[],
): Promise<CallTrace[]> {
  const traces: CallTrace[] = [];
  for (let from = 0; from < requests.length; from += callsPerLookUp) {
    traces.push(...(await traceFrom(source, requests.slice(from, from + callsPerLookUp))));
  }
  return traces;
}

/** Forwarding is followed back this often. A call that was forwarded more often goes round in circles. */
const mostForwards = 4;

/** Traces calls over any source of legs. */
export async function traceFrom(
  source: LegSource,
  requests: readonly TraceRequest[],
  forwards = mostForwards,
): Promise<CallTrace[]> {
  if (requests.length === 0) return [];
  const [foreign, { selected, reporters }] = await Promise.all([
    source.foreignProviders(),
    select(source, requests),
  ]);
  const denies = await readDenials(source, requests, selected);
  const isForeign = (provider: string) => foreign.has(provider);
  const traces = requests.map((request, i) =>
    traceOf(request, selected[i], {
      isForeign,
      // Who reports any leg to the called number may show this call under another caller. That is no denial.
      denies: (provider) => reporters[i]?.has(provider) !== true && denies(provider, request),
    }),
  );
  return forwards === 0 ? traces.map(doubted) : withForwards(source, traces, forwards);
}

function traceOf(request: TraceRequest, selected: Selected | undefined, known: Providers): CallTrace {
  if (selected?.call === undefined) return unseen(request);
  return {
    request,
    legs: legsOf(selected.call).sort(inTime),
    path: pathOfCall(selected.call, known),
    redials: selected.others.map(startOf),
  };
}

const startOf = (call: Call) => leastOf(legsOf(call), (leg) => leg.start_ms);

/** Follows each call that seems to begin at a carrier's own customer back to the call which that customer forwarded. */
async function withForwards(
  source: LegSource,
  traces: readonly CallTrace[],
  left: number,
): Promise<CallTrace[]> {
  const starts = traces.map(startAtOrigin);
  const forwards = await forwardsOf(
    source,
    starts.flatMap((start) => start ?? []),
  );
  const found = starts.map((start) => (start === undefined ? undefined : forwards.get(start)));
  const requests = found.map((leg) => (leg === undefined || leg === 'unclear' ? undefined : requestFor(leg)));
  const before = await traceFrom(
    source,
    requests.flatMap((request) => request ?? []),
    left - 1,
  );
  const byRequest = new Map(before.map((trace) => [trace.request, trace]));
  return traces.map((trace, i) => {
    if (found[i] === undefined) return trace;
    const request = requests[i];
    return follow(trace, request === undefined ? undefined : byRequest.get(request));
  });
}

const requestFor = (leg: Leg): TraceRequest => ({
  calling: leg.calling_number,
  called: leg.called_number,
  time: leg.start_ms,
});

const doubted = (trace: CallTrace): CallTrace =>
  trace.path === undefined ? trace : { ...trace, path: unproven(trace.path) };

/** The leg at which a proven origin shows its own customer. */
const startAtOrigin = ({ path, legs }: CallTrace): Leg | undefined =>
  path === undefined || path.origin_provider === ''
    ? undefined
    : legs.find((leg) => leg.carrier === path.origin_provider && leg.upstream === leg.carrier);

function follow(trace: CallTrace, before: CallTrace | undefined): CallTrace {
  if (trace.path === undefined || before?.path === undefined) return doubted(trace);
  return {
    ...trace,
    legs: [...before.legs, ...trace.legs].sort(inTime),
    path: joined(before.path, trace.path),
  };
}
