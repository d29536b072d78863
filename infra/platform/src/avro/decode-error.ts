export type DecodeReason = 'undecodable' | 'unknown_schema';

/** Why a message, or one record of it, could not be read. Bytes of a stranger never raise anything else. */
export class DecodeError extends Error {
  override name = 'DecodeError';
  readonly reason: DecodeReason;
  /** Fingerprint or registry id the message names; '' where it names none. */
  readonly writerSchema: string;

  constructor(reason: DecodeReason, detail: string, writerSchema = '') {
    super(detail);
    this.reason = reason;
    this.writerSchema = writerSchema;
  }
}
