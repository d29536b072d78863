import { type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import type { LabelledCall } from './call.ts';
import type { Provider } from './providers.ts';
import { hash32, hashText, hex32, type Random, random } from './random.ts';
import { signalled } from './signalling.ts';

/** A carrier's own view of a call. */
export type Leg = {
  readonly provider: Provider;
  readonly campaign: string;
  readonly cdr: Cdr;
};

type Times = Pick<Cdr, 'start_time' | 'answer_time' | 'end_time'>;

/**
 * The legs that the members on the path report, in order of the path, with everything that a switch can know. A file
 * format may hold less: Asterisk's has neither peers nor attestation.
 */
export function legsOf(call: LabelledCall): readonly Leg[] {
  const rng = random(call.id, 'legs');
  const times = hopTimes(call, rng);
  return call.path.flatMap((provider, hop) => {
    const at = times[hop];
    if (!provider.member || at === undefined) return [];
    return [{ provider, campaign: call.campaign, cdr: legAt(call, { provider, hop, at }) }];
  });
}

/** The number of legs that members report. */
export function reportedLegs(call: LabelledCall): number {
  return call.path.reduce((sum, provider) => sum + (provider.member ? 1 : 0), 0);
}

/**
 * The times of a call at each provider. Setup takes 20 to 400 ms a hop. Answer and release take tens of ms to travel.
 * Each provider's clock has an offset of its own.
 */
function hopTimes(call: LabelledCall, rng: Random): readonly Times[] {
  let setup = call.start;
  const starts = call.path.map((_, hop) => {
    if (hop > 0) setup += rng.between(20, 400);
    return setup;
  });
  const { ring, talk } = call.outcome;
  return call.path.map((provider, hop) => {
    const hopsToEnd = call.path.length - 1 - hop;
    const clock = (at: number) => Math.round(at + provider.clockOffset);
    const settled = setup + ring + hopsToEnd * rng.between(5, 60);
    return {
      start_time: clock(starts[hop] ?? call.start),
      answer_time: talk === null ? null : clock(settled),
      end_time: clock(settled + (talk ?? 0) + rng.between(0, 120)),
    };
  });
}

function legAt(
  call: LabelledCall,
  { provider, hop, at }: { provider: Provider; hop: number; at: Times },
): Cdr {
  const before = call.path[hop - 1];
  const after = call.path[hop + 1];
  const host = `${provider.id}.example`;
  return {
    ...emptyCdr,
    ...at,
    // Two hashes, because two of 100,000 calls would probably share one of 32 bits.
    call_id: `${hex32(hash32(call.id, hop))}${hex32(hash32(call.start, call.id, hop))}@${host}`,
    calling_number: signalled(call.calling, provider.numbers, host),
    called_number: signalled(call.called, provider.numbers, host),
    upstream: (before ?? provider).id,
    downstream: (after ?? provider).id,
    ingress_trunk: before === undefined ? accessTrunk(call) : trunk(provider, before, call.id),
    egress_trunk: after === undefined ? null : trunk(provider, after, call.id),
    customer: hop === 0 ? call.customer : null,
    sip_code: call.outcome.sipCode,
    ...identityAt(call, hop),
    ingress_country: before !== undefined && before.country !== provider.country ? call.ingressCountry : null,
    caller_name: after === undefined ? call.callerName : null,
  };
}

function accessTrunk(call: LabelledCall): string | null {
  return call.customer === null ? null : `pbx-${call.customer}`;
}

/** The trunk group from a peer. A peer has two at each switch. */
function trunk(provider: Provider, peer: Provider, callId: number): string {
  return `tg-${peer.id}-${1 + (hash32(callId, hashText(provider.id)) & 1)}`;
}

/** The signature that a leg shows: what the origin put on its own call, and what later providers received. */
function identityAt(
  call: LabelledCall,
  hop: number,
): Pick<Cdr, 'attestation' | 'origid' | 'signer_ocn' | 'verstat'> | undefined {
  const signature = call.signature;
  if (signature === null || hop > signature.lastAt) return undefined;
  if (hop < signature.at || (hop === signature.at && hop > 0)) return undefined;
  const ends = hop === call.path.length - 1 && hop > 0;
  // One signature in 250 fails, as happens by an expired certificate, a rewritten number or a wrong clock.
  const verstat = ends ? (hash32(call.id, 3) % 250 === 0 ? 'failed' : 'passed') : 'none';
  return {
    attestation: signature.attestation,
    origid: signature.origid,
    signer_ocn: signature.signerOcn,
    verstat,
  };
}
