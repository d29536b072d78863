import { thresholds } from '../../thresholds.ts';
import type { Judgement } from '../judgement.ts';
import { ratio } from '../signals/signal.ts';

/** Whether a provider answers for a good part of the calls: attestation A, proper or not. */
export const isVouchedFor = ({ features: f }: Judgement) =>
  (f.attested_a + f.improper) / Math.max(1, f.calls) >= thresholds.vouchedShare;

/**
 * Whether whoever knows the customer mostly answers for the numbers, too: A, proper or not, against B. C is the word
 * of a gateway or transit that knows neither (ATIS-1000074), and unsigned calls are nobody's.
 */
export const isVouchedForByOwn = ({ features: { attested_a, improper, attested_b } }: Judgement) =>
  ratio(attested_a + improper, attested_a + improper + attested_b) >= thresholds.vouchedShare;
