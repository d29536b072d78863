/**
 * The reason why a record or a batch can't be accepted. It becomes a row of `dead_letters`. `detail` never holds a
 * called number.
 */
export interface Fault {
  /** The field at fault; '' where it is no single field. */
  readonly field: string;
  readonly reason:
    | 'unknown_schema'
    | 'undecodable'
    | 'batch_limit'
    | 'missing'
    | 'invalid_field'
    | 'too_long'
    | 'out_of_range'
    /** It is older than the CDRs that are kept: see docs/decisions/retention.md. */
    | 'past_retention';
  readonly detail: string;
}

export const fault = (field: string, reason: Fault['reason'], detail: string): Fault => ({
  field,
  reason,
  detail,
});

export const isFault = <T extends object>(value: T | Fault): value is Fault => 'reason' in value;
