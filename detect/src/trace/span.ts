/** Times from and to, ms; the minutes they touch are read. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** That a number was called by another, in a minute by some carrier's clock. */
export interface CallerCall {
  readonly calling: number;
  readonly called: number;
  readonly minute_ms: number;
}
