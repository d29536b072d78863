import type { Scratch } from '@ringtrace/platform/scratch';
import { exchangeOf, lineNumberOf, otherPlan, type SplitNumbers } from './nanp.ts';

/** An entry has 32 bits: 14 for the line number, then 18 for the id of the number's holder. */
const idBits = 18;
/** Most different holders. There are fewer operating company numbers in use. */
export const maxHolders = 2 ** idBits - 1;
/**
 * 2^20 buckets, more than there are exchanges. A number's bucket is its exchange XOR a hash of its line number. So two
 * numbers of one bucket never have the same line number, and an entry need not hold the exchange.
 */
const bucketBits = 20;
const buckets = 2 ** bucketBits;
/**
 * Slots of a bucket for each number it gets on average. With at least this many, only a few percent of numbers find it
 * full.
 */
const slotsPerNumber = 1.5;
const leastSlots = 4;

/**
 * The system's allocator puts 16 bytes of its own before a large allocation. Skipping 48 more makes the table start at
 * a multiple of 64 bytes, a cache line of the processor, so that no small bucket lies across two cache lines.
 */
const skippedBytes = 48;

/**
 * The slot where the search for a number begins. The hash of the line number spreads the numbers of an exchange over
 * the buckets, and within a bucket over its slots.
 */
function firstSlot(exchange: number, lineNumber: number, slots: number): number {
  const hash = Math.imul(lineNumber, 0x9e3779b1);
  return (((hash >>> (32 - bucketBits)) ^ exchange) * slots) | ((hash >>> 8) & (slots - 1));
}

/** The slot `behind` slots after `first`; after the last slot of the bucket comes its first. */
const slotBehind = (first: number, behind: number, slots: number) =>
  (first & -slots) | ((first + behind) & (slots - 1));

interface Tables {
  readonly holders: readonly string[];
  readonly size: number;
  readonly slots: number;
  readonly entries: Uint32Array;
  readonly overflow: ReadonlyMap<number, number>;
}

/**
 * The holder of each of many single numbers, such as ported ones. Ten million numbers take 64 MB; the smallest table
 * reserves 16 MB. A look-up reads one bucket only, from the number's first slot to the first free one.
 */
export class HolderTable {
  /** Holders by the id that `idOf` returns; id 0 is ''. */
  readonly holders: readonly string[];
  /** How many numbers the table has. */
  readonly size: number;
  /** Slots of a bucket. */
  readonly #slots: number;
  /** All slots of all buckets; 0 = free (the id in an entry is never 0). */
  readonly #entries: Uint32Array;
  /** Ids of the holders of numbers whose bucket was full, by `keyOf`. */
  readonly #overflow: ReadonlyMap<number, number>;

  constructor({ holders, size, slots, entries, overflow }: Tables) {
    this.holders = holders;
    this.size = size;
    this.#slots = slots;
    this.#entries = entries;
    this.#overflow = overflow;
  }

  /** Id of a number's holder; 0 where the number is not in the table. `n` is E.164 digits. */
  idOf(n: number): number {
    const exchange = exchangeOf(n);
    return exchange === otherPlan ? 0 : this.#find(exchange, lineNumberOf(n, exchange));
  }

  /**
   * `idOf` for a batch's numbers at the row indexes `rows`. A first loop only reads the first slot of each number: as
   * no read depends on another, the processor fetches many of them from memory at the same time.
   */
  idsOf({ exchange, lineNumber }: SplitNumbers, rows: Int32Array, scratch: Scratch): Uint32Array {
    const ids = scratch.uint32(exchange.length);
    for (const row of rows)
      ids[row] = this.#entries[firstSlot(exchange[row] ?? 0, lineNumber[row] ?? 0, this.#slots)] ?? 0;
    for (const row of rows) {
      const entry = ids[row] ?? 0;
      if (entry === 0) continue;
      const isIt = entry >>> idBits === lineNumber[row];
      ids[row] = isIt ? entry & maxHolders : this.#find(exchange[row] ?? 0, lineNumber[row] ?? 0);
    }
    return ids;
  }

  #find(exchange: number, lineNumber: number): number {
    const first = firstSlot(exchange, lineNumber, this.#slots);
    for (let i = 0; i < this.#slots; i += 1) {
      const entry = this.#entries[slotBehind(first, i, this.#slots)] ?? 0;
      if (entry === 0) return 0;
      if (entry >>> idBits === lineNumber) return entry & maxHolders;
    }
    return this.#overflow.get(keyOf(exchange, lineNumber)) ?? 0;
  }
}

const keyOf = (exchange: number, lineNumber: number) => exchange * 2 ** (32 - idBits) + lineNumber;

/** Builds a table of numbers that are added in ascending order. A number that is added twice counts once. */
export class HolderTableBuilder {
  readonly #holders = [''];
  readonly #ids = new Map<string, number>();
  readonly #slots: number;
  readonly #entries: Uint32Array;
  readonly #overflow = new Map<number, number>();
  #size = 0;
  #last = 0;

  /** `most` is the most numbers that can be added. */
  constructor(most: number) {
    const wanted = Math.max(leastSlots, (slotsPerNumber * most) / buckets);
    this.#slots = 2 ** Math.ceil(Math.log2(wanted));
    const entries = buckets * this.#slots;
    this.#entries = new Uint32Array(new ArrayBuffer(skippedBytes + 4 * entries), skippedBytes, entries);
  }

  /** Id of a holder, for `add`. */
  idOf(holder: string): number {
    let id = this.#ids.get(holder);
    if (id === undefined) {
      id = this.#holders.push(holder) - 1;
      this.#ids.set(holder, id);
    }
    return id;
  }

  add(n: number, id: number): void {
    if (n === this.#last) return;
    this.#last = n;
    this.#size += 1;
    const exchange = exchangeOf(n);
    const lineNumber = lineNumberOf(n, exchange);
    const first = firstSlot(exchange, lineNumber, this.#slots);
    let behind = 0;
    while (behind < this.#slots && this.#entries[slotBehind(first, behind, this.#slots)] !== 0) behind += 1;
    if (behind === this.#slots) this.#overflow.set(keyOf(exchange, lineNumber), id);
    else this.#entries[slotBehind(first, behind, this.#slots)] = lineNumber * 2 ** idBits + id;
  }

  build(): HolderTable {
    return new HolderTable({
      holders: this.#holders,
      size: this.#size,
      slots: this.#slots,
      entries: this.#entries,
      overflow: this.#overflow,
    });
  }
}
