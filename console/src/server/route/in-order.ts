type Key = string | number | boolean | null;

/** Rows in order of a key. Rows without one come last, whichever way; equal ones keep the order that they have. */
export function inOrder<R>(rows: readonly R[], keyOf: (row: R) => Key, descending: boolean): R[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return first < second ? -sign : first > second ? sign : 0;
  });
}
