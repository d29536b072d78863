import { type Random, uuid } from '@ringtrace/simulator/random';
import { among, type Carrier, type Network, other, route } from './network.ts';

/** A way through the network that an attempt took, or that was tried for it. */
export interface Way {
  readonly carriers: readonly Carrier[];
  /**
   * The hop at which it leaves another way of the same call. Hops before it write one record, of how the call ended.
   */
  readonly branchAt: number;
  /** How much later than the call it continues from there, ms. */
  readonly afterMs: number;
  readonly sip_code: number;
  readonly talk_ms: number | null;
}

/** A call attempt as it really was. */
export interface TrueCall {
  readonly id: number;
  readonly at: number;
  readonly calling: number;
  readonly called: number;
  readonly origid: string;
  /** When the call was answered or refused, ms since 1970. A forwarded call has the same time as the call before it. */
  readonly settledAt: number;
  /** The way that counts is the last. Failed or unanswered ways come before it. */
  readonly ways: readonly Way[];
  /** From this hop on, the caller is withheld. */
  readonly withheldFrom: number;
  /** At this hop the called number has a prefix; -1 = nowhere. */
  readonly prefixAt: number;
  readonly fromAbroad: boolean;
  /** The call that was forwarded, where this call continues it. */
  readonly forwardedFrom?: TrueCall;
  /** A switch that tries several routes writes one record, of its last attempt. */
  readonly oneRecord: boolean;
}

export const mainWay = (call: TrueCall): Way => {
  const way = call.ways.at(-1);
  if (way === undefined) throw new Error('a call takes one way at least');
  return way;
};

/** The carriers from the caller's on. For a forwarded call they include those of the call before it. */
export function truePath(call: TrueCall): Carrier[] {
  const own = mainWay(call).carriers;
  return call.forwardedFrom === undefined ? [...own] : [...truePath(call.forwardedFrom), ...own.slice(1)];
}

export interface Habits {
  /** Share of calls, as the following ones. */
  readonly redialled: number;
  readonly rerouted: number;
  readonly forked: number;
  readonly forwarded: number;
  readonly withheld: number;
  readonly prefixed: number;
  /**
   * Share of forwarded calls that continue withheld, or with the forwarding subscriber's number, signed anew or not.
   */
  readonly masked: number;
  /** All calls are made by this many callers within minutes. 0 = each has a caller of its own, over hours. */
  readonly crowd: number;
}

const number = (rng: Random) =>
  10_000_000_000 + (200 + rng.below(800)) * 10_000_000 + 2_000_000 + rng.below(8_000_000);

const crowdBase = 12_025_550_000;

/** Makes calls over a few hours, each with the calls that follow from it. A caller rarely calls twice. */
export function createCalls(rng: Random, network: Network, habits: Habits, count: number): TrueCall[] {
  const calls: TrueCall[] = [];
  while (calls.length < count) {
    const at = Date.UTC(2026, 3, 7, 14) + rng.below(habits.crowd === 0 ? 3 * 3_600_000 : 5 * 60_000);
    const call = createCall(rng, network, habits, {
      id: calls.length,
      at,
      calling: habits.crowd === 0 ? number(rng) : crowdBase + rng.below(habits.crowd),
      called: number(rng),
    });
    calls.push(call);
    if (rng.chance(habits.redialled)) {
      const again = {
        id: calls.length,
        at: at + 8_000 + rng.below(180_000),
        calling: call.calling,
        called: call.called,
      };
      const origin = mainWay(call).carriers[0];
      calls.push(createCall(rng, network, habits, again, origin));
    }
    if (rng.chance(habits.forwarded)) calls.push(forwarded(rng, network, habits, call, calls.length));
  }
  return calls;
}

/** Setting up a call takes no longer than this on any way, ms, a failed attempt included. */
const slowestSetupMs = 8_000;

type Facts = Pick<TrueCall, 'id' | 'at' | 'calling' | 'called'>;

function createCall(rng: Random, network: Network, habits: Habits, facts: Facts, origin?: Carrier): TrueCall {
  const drawn = route(rng, network);
  const carriers = origin === undefined || drawn.includes(origin) ? drawn : [origin, ...drawn.slice(1)];
  const answered = rng.chance(0.6);
  const settledAt = facts.at + slowestSetupMs + 2_000 + rng.below(20_000);
  const main: Way = {
    carriers,
    branchAt: 0,
    afterMs: 0,
    sip_code: answered ? 200 : among(rng, [480, 486, 487]),
    talk_ms: answered ? Math.round(rng.between(1, 40) ** 2 * 100) + 1_000 : null,
  };
  return {
    ...facts,
    origid: rng.chance(0.6) ? uuid(rng) : '',
    settledAt,
    ways: waysOf(rng, network, habits, main),
    withheldFrom: rng.chance(habits.withheld) ? rng.below(carriers.length) : 99,
    prefixAt: rng.chance(habits.prefixed) ? rng.below(carriers.length) : -1,
    fromAbroad: carriers[0] !== undefined && network.foreign.includes(carriers[0]),
    oneRecord: rng.chance(0.3),
  };
}

/** The ways of a call. A hop may first have tried another carrier, or may have tried two at once. */
function waysOf(rng: Random, network: Network, habits: Habits, main: Way): Way[] {
  const { carriers } = main;
  const [first] = carriers;
  const earliest = first !== undefined && network.foreign.includes(first) ? 1 : 0;
  if (carriers.length < 3) return [main];
  const branchAt = earliest + rng.below(carriers.length - 1 - earliest);
  const branch = [...carriers.slice(0, branchAt + 1), other(rng, network.transit, carriers)];
  const failed = { carriers: branch, branchAt, afterMs: 0, talk_ms: null };
  if (rng.chance(habits.rerouted)) {
    return [
      { ...failed, sip_code: 503 },
      { ...main, branchAt, afterMs: 300 + rng.below(4_000) },
    ];
  }
  return rng.chance(habits.forked)
    ? [
        { ...failed, sip_code: 487 },
        { ...main, branchAt },
      ]
    : [main];
}

/**
 * The call that continues a forwarded one. The called party forwards to a number of another carrier. For its own
 * carrier, this is a call of its own subscriber.
 */
function forwarded(rng: Random, network: Network, { masked }: Habits, call: TrueCall, id: number): TrueCall {
  const own = mainWay(call);
  const forwarder = own.carriers.at(-1);
  if (forwarder === undefined) throw new Error('a way has one carrier at least');
  const onward = route(rng, network).filter((carrier) => !own.carriers.includes(carrier));
  const way: Way = { ...own, carriers: [forwarder, ...onward], branchAt: 0, afterMs: 0 };
  const at = call.at + 1_000 + own.carriers.length * 400 + own.afterMs;
  return {
    ...call,
    id,
    at,
    called: number(rng),
    ways: [way],
    ...shownBehind(rng, call, rng.chance(masked)),
    prefixAt: -1,
    fromAbroad: false,
    forwardedFrom: call,
  };
}

/** The calling number that a forwarded call shows when it continues. */
function shownBehind(rng: Random, call: TrueCall, isMasked: boolean) {
  if (!isMasked) return { withheldFrom: call.withheldFrom < mainWay(call).carriers.length ? 0 : 99 };
  const origid = rng.chance(0.5) ? call.origid : uuid(rng);
  return rng.chance(0.5) ? { withheldFrom: 0, origid } : { withheldFrom: 99, origid, calling: call.called };
}
