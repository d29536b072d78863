import { sum } from 'd3-array';

export interface Part {
  readonly label: string;
  readonly value: number;
}

export interface PlacedPart extends Part {
  /** Of all, 0 to 1. */
  readonly share: number;
  /** Where it begins, 0 to 1. */
  readonly from: number;
}

/** Parts one after the other. Those beyond `most` are drawn as one. Parts of nothing are left out. */
export function placedParts(parts: readonly Part[], most: number): PlacedPart[] {
  const some = parts.filter(({ value }) => value > 0);
  const total = sum(some, ({ value }) => value);
  const shown = some.length > most ? some.slice(0, most - 1) : some;
  const others = some.slice(shown.length);
  const all =
    others.length === 0
      ? shown
      : [...shown, { label: `${others.length} others`, value: sum(others, ({ value }) => value) }];
  let from = 0;
  return all.map((part) => {
    const placed = { ...part, share: part.value / total, from };
    from += placed.share;
    return placed;
  });
}
