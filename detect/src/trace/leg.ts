/**
 * What a leg says of the hand-over to it and from it. '' = unknown. The leg's own carrier as upstream means its own
 * customer; as downstream, its own subscriber.
 */
export interface HandOver {
  readonly carrier: string;
  readonly upstream: string;
  readonly downstream: string;
}

/** A leg, with what tracing needs. '' and 0 = unknown. Times are ms, moments since 1970. */
export interface Leg extends HandOver {
  readonly call_id: string;
  readonly start_ms: number;
  /** Time from the arrival of the attempt to its end; 0 = unknown. */
  readonly hold_ms: number;
  /** Time from answer to end; null = not answered. */
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

/** Orders legs by start. Carriers' names decide last, so that other names give the same result. */
export const inTime = (a: Leg, b: Leg): number =>
  a.start_ms - b.start_ms || order(a.call_id, b.call_id) || order(a.carrier, b.carrier);

export const order = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Whether the provider before the leg's carrier (upstream), or after it (downstream), is named. */
export const namesUpstream = (leg: HandOver) => leg.upstream !== '' && leg.upstream !== leg.carrier;
export const namesDownstream = (leg: HandOver) => leg.downstream !== '' && leg.downstream !== leg.carrier;

/** The least value among legs, Infinity for none. A loop, since a feed may hold more legs than a call takes arguments. */
export const leastOf = (legs: readonly Leg[], value: (leg: Leg) => number): number =>
  legs.reduce((least, leg) => Math.min(least, value(leg)), Number.POSITIVE_INFINITY);
