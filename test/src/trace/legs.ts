import type { Leg } from '@ringtrace/detect/trace/leg';
import type { Random } from '@ringtrace/simulator/random';
import { mainWay, type TrueCall, type Way } from './calls.ts';
import { among, type Carrier, type Network } from './network.ts';

export interface Noise {
  /** Share of legs that are written twice. */
  readonly duplicates: number;
  /** Whether records have an origid. */
  readonly origids: boolean;
  /** Whether records show when a call ended. Without it, all calls last equally long. */
  readonly endings: boolean;
}

export interface TrueLeg extends Leg {
  readonly call: TrueCall;
}

/** The legs that reporting carriers wrote for a call. */
export function legsOf(rng: Random, network: Network, noise: Noise, call: TrueCall): TrueLeg[] {
  const legs = call.ways.flatMap((way) => legsOnWay(rng, network, call, way)).map((leg) => plain(leg, noise));
  const twice = legs.filter(() => rng.chance(noise.duplicates));
  return [
    ...legs,
    ...twice.map((leg) => ({ ...leg, call_id: `${leg.call_id}+`, start_ms: leg.start_ms + rng.below(50) })),
  ];
}

function plain(leg: TrueLeg, { origids, endings }: Noise): TrueLeg {
  const origid = origids ? leg.origid : '';
  return endings ? { ...leg, origid } : { ...leg, origid, hold_ms: 0, talk_ms: null, sip_code: 200 };
}

function legsOnWay(rng: Random, network: Network, call: TrueCall, way: Way): TrueLeg[] {
  const isMain = way === mainWay(call);
  // A switch that tries another route writes a second record, or one record for both attempts.
  const writesFrom = isMain ? 0 : way.branchAt + (call.oneRecord ? 1 : 0);
  const delayedFrom = way.branchAt + (call.oneRecord ? 1 : 0);
  let setup = call.at;
  const starts = way.carriers.map((_, hop) => {
    setup += rng.between(20, 400) + (hop === delayedFrom ? way.afterMs : 0);
    return setup;
  });
  const settled = way.sip_code === 503 ? setup + 200 : call.settledAt;
  return way.carriers.flatMap((carrier, hop) => {
    const toEnd = way.carriers.length - 1 - hop;
    const released = settled + (way.talk_ms ?? 0) + toEnd * rng.between(5, 60);
    const start = starts[hop] ?? setup;
    const lies = carrier.lies && hop > 0 && rng.chance(0.5);
    const before = lies
      ? among(
          rng,
          network.all.filter((one) => one !== carrier),
        )
      : way.carriers[hop - 1];
    if (!carrier.reports || hop < writesFrom) return [];
    return [
      {
        call,
        carrier: carrier.id,
        call_id: `${call.id}-${hop}-${isMain ? 'main' : 'other'}`,
        ...clocked(carrier, start, released),
        talk_ms: way.talk_ms,
        sip_code: way.sip_code,
        calling_number: hop >= call.withheldFrom ? 0 : call.calling,
        called_number:
          hop === call.prefixAt ? 990_000_000_000_00 + (call.called % 10_000_000_000) : call.called,
        upstream: carrier.mute ? '' : (before ?? carrier).id,
        downstream: carrier.mute
          ? ''
          : (way.carriers[hop + 1]?.id ?? (way.sip_code === 503 ? '' : carrier.id)),
        origid: call.origid,
        ingress_country: call.fromAbroad && hop === 1 ? 'IN' : '',
        ingress_trunk: '',
        customer: hop === 0 ? `customer-${call.calling}` : '',
        attestation: '',
      },
    ];
  });
}

function clocked({ clockMs, wholeSeconds }: Carrier, start: number, end: number) {
  const round = (ms: number) => (wholeSeconds ? Math.round(ms / 1_000) * 1_000 : Math.round(ms));
  const start_ms = round(start + clockMs);
  return { start_ms, hold_ms: round(end + clockMs) - start_ms };
}
