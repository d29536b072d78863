import type { Scratch } from '@ringtrace/platform/scratch';
import { exchangeOf, lineOf, type NumberPlaces, otherPlan } from './nanp.ts';

/** An entry is a line of its exchange, 14 bits, before the id of its holder. */
const idBits = 18;
/** More holders than there are operating company numbers in use. */
export const maxHolders = 2 ** idBits - 1;
/** As many buckets as an exchange's number has values: within one, the line alone tells numbers apart. */
const bucketBits = 20;
const buckets = 2 ** bucketBits;
/** Entries a bucket has room for, for each number it has on average, or more: few in a hundred find it full. */
const slotsPerNumber = 1.5;
const leastSlots = 4;

/**
 * An allocation this large begins 16 bytes into a line of the cache, behind what the allocator notes of it: with these
 * skipped, no bucket lies across two lines.
 */
const skippedBytes = 48;

/**
 * Where a number would stand. Lines of one exchange go to different buckets, and so does one line of all exchanges; in a
 * bucket, to different slots.
 */
function firstSlot(exchange: number, line: number, slots: number): number {
  const hash = Math.imul(line, 0x9e3779b1);
  return (((hash >>> (32 - bucketBits)) ^ exchange) * slots) | ((hash >>> 8) & (slots - 1));
}

/** The slot that many behind the first, around the bucket. */
const slotBehind = (first: number, behind: number, slots: number) =>
  (first & -slots) | ((first + behind) & (slots - 1));

interface Tables {
  readonly holders: readonly string[];
  readonly size: number;
  readonly slots: number;
  readonly entries: Uint32Array;
  readonly beside: ReadonlyMap<number, number>;
}

/**
 * Single numbers and who holds each. Ten million are 64 MB; fewer take what they touch of 16 MB or more. A look-up
 * reads one place in memory: the entries of a number's bucket, from where it would stand to the first that is free.
 */
export class HolderTable {
  /** Holders by the id `idOf` gives; 0 is ''. */
  readonly holders: readonly string[];
  readonly size: number;
  readonly #slots: number;
  /** 0 where there is none: an id is never 0. */
  readonly #entries: Uint32Array;
  /** Ids of the numbers whose bucket was full. */
  readonly #beside: ReadonlyMap<number, number>;

  constructor({ holders, size, slots, entries, beside }: Tables) {
    this.holders = holders;
    this.size = size;
    this.#slots = slots;
    this.#entries = entries;
    this.#beside = beside;
  }

  /** The holder of a number, 0 where it is not in the table. */
  idOf(n: number): number {
    const exchange = exchangeOf(n);
    return exchange === otherPlan ? 0 : this.#find(exchange, lineOf(n, exchange));
  }

  /**
   * The holders of a batch's numbers at `rows`. Where each would stand is read ahead: the processor waits for many places
   * in memory at once as long as it needn't know what is there to go on.
   */
  idsOf({ exchange, line }: NumberPlaces, rows: Int32Array, scratch: Scratch): Uint32Array {
    const ids = scratch.uint32(exchange.length);
    for (const row of rows)
      ids[row] = this.#entries[firstSlot(exchange[row] ?? 0, line[row] ?? 0, this.#slots)] ?? 0;
    for (const row of rows) {
      const entry = ids[row] ?? 0;
      if (entry === 0) continue;
      const isIt = entry >>> idBits === line[row];
      ids[row] = isIt ? entry & maxHolders : this.#find(exchange[row] ?? 0, line[row] ?? 0);
    }
    return ids;
  }

  #find(exchange: number, line: number): number {
    const first = firstSlot(exchange, line, this.#slots);
    for (let i = 0; i < this.#slots; i += 1) {
      const entry = this.#entries[slotBehind(first, i, this.#slots)] ?? 0;
      if (entry === 0) return 0;
      if (entry >>> idBits === line) return entry & maxHolders;
    }
    return this.#beside.get(keyOf(exchange, line)) ?? 0;
  }
}

const keyOf = (exchange: number, line: number) => exchange * 2 ** (32 - idBits) + line;

/** Makes a table of numbers that come in order; one that comes twice in a row counts once. */
export class HolderTableBuilder {
  readonly #holders = [''];
  readonly #ids = new Map<string, number>();
  readonly #slots: number;
  readonly #entries: Uint32Array;
  readonly #beside = new Map<number, number>();
  #size = 0;
  #last = 0;

  /** `most` is as many numbers as can come. */
  constructor(most: number) {
    const wanted = Math.max(leastSlots, (slotsPerNumber * most) / buckets);
    this.#slots = 2 ** Math.ceil(Math.log2(wanted));
    const entries = buckets * this.#slots;
    this.#entries = new Uint32Array(new ArrayBuffer(skippedBytes + 4 * entries), skippedBytes, entries);
  }

  /** The id `add` takes for a holder. */
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
    const line = lineOf(n, exchange);
    const first = firstSlot(exchange, line, this.#slots);
    let behind = 0;
    while (behind < this.#slots && this.#entries[slotBehind(first, behind, this.#slots)] !== 0) behind += 1;
    if (behind === this.#slots) this.#beside.set(keyOf(exchange, line), id);
    else this.#entries[slotBehind(first, behind, this.#slots)] = line * 2 ** idBits + id;
  }

  build(): HolderTable {
    return new HolderTable({
      holders: this.#holders,
      size: this.#size,
      slots: this.#slots,
      entries: this.#entries,
      beside: this.#beside,
    });
  }
}
