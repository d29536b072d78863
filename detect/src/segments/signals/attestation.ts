import { thresholds } from '../../thresholds.ts';
import { clamp, ratio, type Signal, shareSignal } from './signal.ts';

/** What providers vouch for. guards/may-open.ts says how far it counts against a caller. */
export const unproven = shareSignal('attestation_c_or_failed', 'caller', (f) => f.unproven, 1.5, 0.1);
/** B says that the provider knows its customer, and not whose the number is: little against either. */
export const partlyProven = shareSignal('attestation_b', 'caller', (f) => f.attested_b, 0.4, 0.1);

/**
 * A vouched for number of another holder, or of nobody. A business may bring its numbers along, and no list tells: alone it
 * opens nothing.
 */
export const improperAttestation = shareSignal('improper_attestation', 'caller', (f) => f.improper, 0.8, 0.1);

/**
 * One number vouched for now so, now otherwise by the same signer: whoever signs does not know it. Several signers
 * may well attest one number in several ways. Few attested calls tell nothing.
 */
export const mixedAttestation: Signal = {
  name: 'mixed_attestation',
  side: 'caller',
  read: ({ features: f }) => {
    const attested = f.attested_a + f.attested_b + f.unproven;
    if (f.kind !== 'number' || attested < thresholds.segmentCalls) return undefined;
    const value = ratio(f.changing_attestation, attested);
    return { value, baseline: 0.05, contribution: clamp((value - 0.05) / 0.2, 0, 1) * 0.7 };
  },
};
