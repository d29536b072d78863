export type Key = number | string;

/**
 * Items by key. Nearly all keys are those of one item: only the others have a set of items, which costs far more than
 * the item itself.
 */
export class KeyIndex<T extends object> {
  readonly #items = new Map<Key, T | Set<T>>();

  add(key: Key, item: T): void {
    this.addFinding(key, item, () => {});
  }

  /** Adds an item, and tells of those that the key has already. */
  addFinding(key: Key, item: T, found: (other: T) => void): void {
    const small = asSmall(key);
    const known = this.#items.get(small);
    if (known === undefined) this.#items.set(small, item);
    else if (known instanceof Set) {
      known.forEach(found);
      known.add(item);
    } else if (known !== item) {
      found(known);
      this.#items.set(small, new Set([known, item]));
    }
  }

  find(key: Key, found: (other: T) => void): void {
    const known = this.#items.get(asSmall(key));
    if (known instanceof Set) known.forEach(found);
    else if (known !== undefined) found(known);
  }

  remove(key: Key, item: T): void {
    const small = asSmall(key);
    const known = this.#items.get(small);
    if (known instanceof Set) {
      known.delete(item);
      if (known.size === 0) this.#items.delete(small);
    } else if (known === item) this.#items.delete(small);
  }

  clear(): void {
    this.#items.clear();
  }
}

/**
 * Numbers are integers below 2^32. As 32-bit integers with a sign they are kept without an object of their own. Of
 * other numbers, some would share a key: that only costs comparisons.
 */
const asSmall = (key: Key): Key => (typeof key === 'number' ? key | 0 : key);
