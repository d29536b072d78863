/** What a stage no longer holds, and what it holds instead. */
export interface Change<T> {
  readonly gone: readonly T[];
  readonly come: readonly T[];
}
