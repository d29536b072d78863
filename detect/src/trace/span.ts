/** A span of time, ms since 1970. All minutes that it touches are read. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One number called another, in a minute by some carrier's clock (ms since 1970). */
export interface CallerCall {
  readonly calling: number;
  readonly called: number;
  readonly minute_ms: number;
}
