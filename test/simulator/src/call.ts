import type { Outcome } from './outcome.ts';
import type { Provider } from './providers.ts';
import type { Signature } from './signing.ts';

/** A call as it really was, before any carrier reports its leg. */
export type LabelledCall = {
  /** Seed for the details of the call's legs. */
  readonly id: number;
  /** Who made the call: 'everyday', 'call-back', or the name of a dialer or busy line. */
  readonly kind: string;
  /** The campaign that the call belongs to; '' = legitimate. */
  readonly campaign: string;
  /** When the attempt reached the first provider, ms since 1970, by a true clock. */
  readonly start: number;
  /** E.164 with +, or the text that was signalled (withheld, alphanumeric or short). */
  readonly calling: string;
  readonly called: string;
  /** The providers of the call in order, the origin first. */
  readonly path: readonly Provider[];
  readonly outcome: Outcome;
  /** The origin's id for the customer that called. Null where it names none. */
  readonly customer: string | null;
  readonly signature: Signature | null;
  /** The country from which a gateway provider took the call in. Null for a domestic call. */
  readonly ingressCountry: string | null;
  readonly callerName: string | null;
};
