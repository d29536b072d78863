import type { Outcome } from './outcome.ts';
import type { Provider } from './providers.ts';
import type { Signature } from './signing.ts';

/** One call as it truly was, before any carrier reports its leg of it. */
export type LabelledCall = {
  /** Seeds the details of the legs. */
  readonly id: number;
  /** What made the call: everyday, or the name of a caller of many. */
  readonly kind: string;
  /** The campaign it belongs to; empty = legitimate. */
  readonly campaign: string;
  /** When the attempt reached the first provider, ms since 1970, true time. */
  readonly start: number;
  /** E.164 with +, else as signalled (withheld, alphanumeric, short). */
  readonly calling: string;
  readonly called: string;
  /** Providers in order, origin first. */
  readonly path: readonly Provider[];
  readonly outcome: Outcome;
  /** The origin's own name for its customer. */
  readonly customer: string | null;
  readonly signature: Signature | null;
  /** Where the gateway provider took it in from abroad. */
  readonly ingressCountry: string | null;
  readonly callerName: string | null;
};
