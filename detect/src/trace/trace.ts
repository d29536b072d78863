import type { Store } from '@ringtrace/platform/clickhouse';
import { type Call, legsOf } from './call.ts';
import { type Clocks, clockDifferences, clocksOf } from './clocks.ts';
import type { Providers } from './contradictions.ts';
import { isComplete } from './feeds.ts';
import { joined } from './forward.ts';
import { forwardsOf } from './forwards.ts';
import { inTime, type Leg, leastOf } from './leg.ts';
import { core } from './numbers.ts';
import { type CallPath, pathOfCall, unproven } from './path.ts';
import { reachMs, type Selected, selectCall, type TraceRequest } from './select.ts';
import { type LegSource, storeSource } from './source.ts';
import type { Span } from './span.ts';

export type { TraceRequest } from './select.ts';

export interface CallTrace {
  readonly request: TraceRequest;
  /** As their carriers' clocks show them, in order of start; what a carrier wrote twice stands once. */
  readonly legs: readonly Leg[];
  /** undefined where no carrier reported the call. */
  readonly path: CallPath | undefined;
  /** Starts of other calls between the same numbers in the window, ms. */
  readonly redials: readonly number[];
}

/** The way of one call through the network. */
export async function traceCall(store: Store, request: TraceRequest): Promise<CallTrace> {
  const [trace] = await traceCalls(store, [request]);
  return trace ?? unseen(request);
}

const unseen = (request: TraceRequest): CallTrace => ({ request, legs: [], path: undefined, redials: [] });

/** Calls of one look-up: their legs must fit into memory. */
const atOnce = 1_000;

/** The ways of many calls through the network, as far as the carriers that report saw them, with one look-up for a thousand. */
export async function traceCalls(store: Store, requests: readonly TraceRequest[]): Promise<CallTrace[]> {
  const source = storeSource(store);
  const traces: CallTrace[] = [];
  for (let from = 0; from < requests.length; from += atOnce) {
    traces.push(...(await traceFrom(source, requests.slice(from, from + atOnce))));
  }
  return traces;
}

/** A call forwarded more often than this goes round in circles. */
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
      // A leg to the same number shows the call under another caller, it may be: that is no denial.
      denies: (provider) => reporters[i]?.has(provider) !== true && denies(provider, request.time),
    }),
  );
  return forwards === 0 ? traces.map(doubted) : withForwards(source, traces, forwards);
}

interface Selection {
  readonly selected: readonly Selected[];
  /** For each call, who reports any leg to its called number in its time, whoever is shown as the caller. */
  readonly reporters: readonly ReadonlySet<string>[];
}

/** The calls asked for, each told from the others between the same numbers. */
async function select(source: LegSource, requests: readonly TraceRequest[]): Promise<Selection> {
  const spans = requests.map(spanOf);
  const legs = await source.legsTo(
    requests.map((request) => request.called),
    spans,
  );
  const byNumber = Map.groupBy(legs, (leg) => core(leg.called_number));
  const legsOfNumber = (request: TraceRequest) => byNumber.get(core(request.called)) ?? [];
  const reporters = requests.map((request) => {
    const { from, to } = spanOf(request);
    const near = legsOfNumber(request).filter((leg) => leg.start_ms >= from && leg.start_ms <= to);
    return new Set(near.map((leg) => leg.carrier));
  });
  const by = (clocks: Clocks) => ({
    selected: requests.map((request) => selectCall(request, legsOfNumber(request), clocks)),
    reporters,
  });
  const shown = clockDifferences(legs);
  const first = by(clocksOf(shown));
  const unclear = requests.filter((_, i) => isUnclear(first.selected[i])).slice(0, mostSampled);
  if (unclear.length === 0) return first;
  const times = unclear.map((request) => request.time);
  return by(clocksOf([...shown, ...(await source.clockDifferences(times))]));
}

function spanOf(request: TraceRequest): Span {
  const reach = reachMs(request);
  return { from: request.time - reach, to: request.time + reach };
}

/** The traffic around as many calls shows how the clocks are set. */
const mostSampled = 3;

/** Where time alone joins pieces of a call. Redials are told apart without: their legs fit at one difference of clocks only. */
const isUnclear = (selected: Selected | undefined) =>
  selected?.call !== undefined &&
  legsOf(selected.call).some((leg) => selected.call?.forest.before.get(leg)?.evidence === 'inferred');

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

/** Whose records are complete around a call, among the providers that are named and reported nothing of it. */
async function readDenials(
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
  return (provider: string, time: number) => isComplete(byCarrier.get(provider) ?? [], time);
}

function namedOnly(legs: readonly Leg[]): string[] {
  const seen = new Set(legs.map((leg) => leg.carrier));
  return legs
    .flatMap((leg) => [leg.upstream, leg.downstream])
    .filter((name) => name !== '' && !seen.has(name));
}

/** Follows calls that seem to begin at a carrier's own customer to the call that customer forwarded. */
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

/** The origin's own leg. */
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
