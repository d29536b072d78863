import type { TracedCall } from './sample.ts';

/** What the traced calls of a campaign say. '' = no such provider. */
export interface Trace {
  /** The call a traceback request would name. */
  readonly example: TracedCall;
  /** All traced calls, the best examples first. */
  readonly calls: readonly TracedCall[];
  /** Calls that a traceback request may name, `example` first. */
  readonly examples: readonly TracedCall[];
  readonly origin_provider: string;
  readonly claimed_origin: string;
  readonly entry_provider: string;
}

/** The commonest value, and in how many calls it is; '' does not count. Of equally common values, the smallest. */
function commonest(values: readonly string[]): { value: string; calls: number } {
  const counts = Map.groupBy(
    values.filter((v) => v !== ''),
    (v) => v,
  );
  const [top] = [...counts].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return { value: top?.[0] ?? '', calls: top?.[1].length ?? 0 };
}

/** An origin is stated as proven where this share of all traced calls is proven for it. */
const provenShare = 0.8;
/** An origin is stated as claimed where this share of all traced calls names it. A few stray calls name nobody. */
const claimedShare = 0.25;

const originOf = ({ path }: TracedCall) => path.origin_provider || path.claimed_origin;

/**
 * The origin that most traced calls name. A provider that some calls reach through another one is a transit: in other
 * calls only a missing leg before it makes it look like the origin. So it is taken only where no other provider is named
 * enough.
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

/** How well a call shows the origin that is stated for its campaign: 2 exactly, 1 the same provider, 0 another origin. */
function agreement(call: TracedCall, origin_provider: string, claimed_origin: string): number {
  const { path } = call;
  if (path.origin_provider === origin_provider && path.claimed_origin === claimed_origin) return 2;
  return originOf(call) === (origin_provider || claimed_origin) ? 1 : 0;
}

const reported = ({ path }: TracedCall) => path.hops.filter((hop) => hop.reported).length;
const wasAnswered = ({ legs }: TracedCall) => legs.some((leg) => leg.answered);
const startOf = ({ legs: [first] }: TracedCall) => first?.start_ms ?? 0;

/**
 * Examples of a candidate. A traceback starts where a call ended, and that carrier may not answer: so there are several.
 */
const mostExamples = 10;

/** The best call of each terminating carrier, then the second of each, and so on. */
function byCarrierInTurn(ranked: readonly TracedCall[]): TracedCall[] {
  const turns = new Map<string, number>();
  return ranked
    .map((call, rank) => {
      const carrier = call.path.terminating_carrier;
      const turn = turns.get(carrier) ?? 0;
      turns.set(carrier, turn + 1);
      return { call, rank, turn };
    })
    .sort((a, b) => a.turn - b.turn || a.rank - b.rank)
    .slice(0, mostExamples)
    .map(({ call }) => call);
}

/**
 * The origin that traced calls say a campaign has, and the campaign's examples. The best examples show that origin. Of
 * these, calls with most reported hops come first, then answered ones, then recent ones. Terminating carriers take turns.
 * undefined where no call was traced.
 */
export function traceOf(calls: readonly TracedCall[]): Trace | undefined {
  const proven = commonest(calls.map((c) => c.path.origin_provider));
  const origin_provider = proven.calls >= provenShare * calls.length ? proven.value : '';
  const claimed_origin = origin_provider === '' ? furthestNamed(calls) : '';
  const fitOf = (call: TracedCall) => agreement(call, origin_provider, claimed_origin);
  const ranked = calls.toSorted(
    (a, b) =>
      fitOf(b) - fitOf(a) ||
      reported(b) - reported(a) ||
      Number(wasAnswered(b)) - Number(wasAnswered(a)) ||
      startOf(b) - startOf(a) ||
      (a.call_key < b.call_key ? -1 : 1),
  );
  const [example] = ranked;
  if (example === undefined) return undefined;
  const fitting = ranked.filter((call) => fitOf(call) > 0).map((call) => call.path.entry_provider);
  return {
    example,
    calls: ranked,
    examples: byCarrierInTurn(ranked),
    origin_provider,
    claimed_origin,
    entry_provider: commonest(fitting).value,
  };
}
