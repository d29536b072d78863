/** What a step of linking no longer holds, and what it holds instead. */
export interface Change<T> {
  readonly gone: readonly T[];
  readonly come: readonly T[];
}

/** Whether two lists hold the same objects, in the same order: then what was made of the one still holds. */
export const haveSameItems = <T>(a: readonly T[], b: readonly T[]) =>
  a.length === b.length && a.every((item, i) => item === b[i]);
