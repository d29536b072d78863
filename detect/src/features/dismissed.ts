/** SQL of a leg: the holder of the calling number signed it with A, and the signature was verified. */
export const isHolderSigned =
  "(attestation = 'A' AND verstat = 'passed' AND signer_ocn != '' AND signer_ocn = calling_ocn)";

const dismissed =
  '(SELECT calling_number, toString(origin_provider), customer, toString(holder_ocn) FROM dismissed_callers)';

/**
 * SQL of a stitched call: a person dismissed its caller. That is a number together with the customer or provider at which its
 * calls provably start, the holder's signature, or both. Needs calling_number, origin_provider, place_customer, and holder
 * (OCN of the holder that signed the call, '' = none).
 */
export const isDismissed = `calling_number != 0 AND (
    (calling_number, toString(origin_provider), place_customer, '') IN ${dismissed}
    OR (calling_number, toString(origin_provider), place_customer, holder) IN ${dismissed}
    OR (calling_number, '', '', holder) IN ${dismissed})`;
