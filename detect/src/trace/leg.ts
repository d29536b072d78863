/** What a leg says of the hand-overs around it; '' = unknown, its own carrier = own customer or own subscriber. */
export interface HandOver {
  readonly carrier: string;
  readonly upstream: string;
  readonly downstream: string;
}

/** A leg as far as tracing goes; '' and 0 = unknown. Times in ms. */
export interface Leg extends HandOver {
  readonly call_id: string;
  readonly start_ms: number;
  /** From the arrival of the attempt to its end, by one clock; 0 = unknown. */
  readonly hold_ms: number;
  /** null = not answered. */
  readonly talk_ms: number | null;
  readonly sip_code: number;
  /** E.164 digits; 0 = withheld or unusable. */
  readonly calling_number: number;
  readonly called_number: number;
  readonly origid: string;
  readonly ingress_country: string;
  readonly ingress_trunk: string;
  readonly customer: string;
  readonly attestation: string;
}

/** In order of start, whatever the providers' names are. */
export const inTime = (a: Leg, b: Leg): number =>
  a.start_ms - b.start_ms || order(a.call_id, b.call_id) || order(a.carrier, b.carrier);

export const order = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Whether the provider before, or behind, is named and is another one. */
export const namesUpstream = (leg: HandOver) => leg.upstream !== '' && leg.upstream !== leg.carrier;
export const namesDownstream = (leg: HandOver) => leg.downstream !== '' && leg.downstream !== leg.carrier;

/** The least value among legs, Infinity for none. A carrier decides how many there are: more than a call takes arguments. */
export const leastOf = (legs: readonly Leg[], value: (leg: Leg) => number): number =>
  legs.reduce((least, leg) => Math.min(least, value(leg)), Number.POSITIVE_INFINITY);
