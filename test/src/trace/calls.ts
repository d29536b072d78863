import { type Random, uuid } from '@ringtrace/simulator/random';
import { among, type Carrier, type Network, other, route } from './network.ts';

/** One way through the network that an attempt took, or was tried on. */
export interface Way {
  readonly carriers: readonly Carrier[];
  /** The hop where it leaves another way of the same call: those before write one record, of how the call ended. */
  readonly branchAt: number;
  /** How much later than the call it goes on from there, ms. */
  readonly afterMs: number;
  readonly sip_code: number;
  readonly talk_ms: number | null;
}

/** One call attempt as it truly was. */
export interface TrueCall {
  readonly id: number;
  readonly at: number;
  readonly calling: number;
  readonly called: number;
  readonly origid: string;
  /** When it was answered or refused, ms since 1970; a forwarded call together with the one before it. */
  readonly settledAt: number;
  /** The way that counts comes last; failed or unanswered ones before it. */
  readonly ways: readonly Way[];
  /** The caller is withheld from this hop on. */
  readonly withheldFrom: number;
  /** The called number carries a prefix at this hop; -1 = at none. */
  readonly prefixAt: number;
  readonly fromAbroad: boolean;
  /** The call that was forwarded to make this one. */
  readonly forwardedFrom?: TrueCall;
  /** A switch that reroutes writes one record, of its last attempt. */
  readonly oneRecord: boolean;
}

export const mainWay = (call: TrueCall): Way => {
  const way = call.ways.at(-1);
  if (way === undefined) throw new Error('a call takes one way at least');
  return way;
};

/** Carriers from the caller's, a forwarded call's first part included. */
export function truePath(call: TrueCall): Carrier[] {
  const own = mainWay(call).carriers;
  return call.forwardedFrom === undefined ? [...own] : [...truePath(call.forwardedFrom), ...own.slice(1)];
}

export interface Habits {
  /** Shares of calls. */
  readonly redialled: number;
  readonly rerouted: number;
  readonly forked: number;
  readonly forwarded: number;
  readonly withheld: number;
  readonly prefixed: number;
  /** Of forwarded calls, those that go on withheld or under the forwarding subscriber's number, signed anew or not. */
  readonly masked: number;
  /** All calls are of this many callers, within minutes; 0 = each of its own, over hours. */
  readonly crowd: number;
}

const number = (rng: Random) =>
  10_000_000_000 + (200 + rng.below(800)) * 10_000_000 + 2_000_000 + rng.below(8_000_000);

const crowdBase = 12_025_550_000;

/** Calls over a few hours, each with what followed from it; a caller is rarely the same twice. */
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

/** No way through the network takes longer to set up, a failed attempt included. */
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

/** A hop may have tried another next carrier first, or try two at once. */
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

/** The called party forwards to a number of another carrier: for its own carrier, a call of its own subscriber. */
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

/** The caller of a forwarded call as it goes on. */
function shownBehind(rng: Random, call: TrueCall, isMasked: boolean) {
  if (!isMasked) return { withheldFrom: call.withheldFrom < mainWay(call).carriers.length ? 0 : 99 };
  const origid = rng.chance(0.5) ? call.origid : uuid(rng);
  return rng.chance(0.5) ? { withheldFrom: 0, origid } : { withheldFrom: 99, origid, calling: call.called };
}
