export type DecodeReason = 'undecodable' | 'unknown_schema';

/** A message, or one of its records, could not be read. Decoding throws no other error, whatever the bytes are. */
export class DecodeError extends Error {
  override name = 'DecodeError';
  readonly reason: DecodeReason;
  /** The fingerprint or `registry:ID` in the message; '' where it has none. */
  readonly writerSchema: string;

  constructor(reason: DecodeReason, detail: string, writerSchema = '') {
    super(detail);
    this.reason = reason;
    this.writerSchema = writerSchema;
  }
}
