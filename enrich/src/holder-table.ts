import { exchangeOf, exchanges, firstNanp, linesPerExchange } from './nanp.ts';

/** An entry is a line of its exchange, 14 bits, before the id of its holder. */
const idBits = 18;
/** Entries that are looked through where a number should be, before searching: one line of the cache. */
const near = 16;
/** More holders than there are operating company numbers in use. */
export const maxHolders = 2 ** idBits - 1;

/**
 * Single numbers and who holds each: 4 bytes a number beside 3 MB for the exchanges. Ten million ported numbers are
 * 43 MB, and a look-up reads one exchange's entries, which lie together in order.
 */
export class HolderTable {
  /** Holders by the id `idOf` gives; 0 is ''. */
  readonly holders: readonly string[];
  /** Where each exchange's entries begin; the next one's beginning is the end. */
  readonly #starts: Uint32Array;
  readonly #entries: Uint32Array;

  constructor(holders: readonly string[], starts: Uint32Array, entries: Uint32Array) {
    this.holders = holders;
    this.#starts = starts;
    this.#entries = entries;
  }

  get size(): number {
    return this.#entries.length;
  }

  /**
   * The holders of a batch's numbers at `rows`, into `ids`. Where each may stand is read ahead for all of them: those reads, from
   * main memory, overlap, since none waits for what another finds.
   */
  idsOf(numbers: Float64Array, rows: Int32Array, ids: Uint32Array): Uint32Array {
    const entries = this.#entries;
    for (const row of rows) ids[row] = entries[this.#likely(numbers[row] ?? 0)] ?? 0;
    for (const row of rows) ids[row] = this.idOf(numbers[row] ?? 0);
    return ids;
  }

  /** The holder of a number, 0 where it is not in the table. */
  idOf(n: number): number {
    const exchange = exchangeOf(n);
    if (exchange < 0) return 0;
    const first = this.#starts[exchange] ?? 0;
    const end = this.#starts[exchange + 1] ?? 0;
    if (first === end) return 0;
    const line = n - firstNanp - exchange * linesPerExchange;
    const likely = this.#likely(n);
    const from = Math.max(first, likely - (likely % near));
    const to = Math.min(end, from - (from % near) + near);
    const id = this.#scan(from, to, line);
    if (id > 0) return id;
    const isWithin =
      (from === first || this.#lineAt(from) < line) && (to === end || this.#lineAt(to - 1) > line);
    return isWithin ? 0 : this.#search(first, end, line);
  }

  /** Where an exchange's numbers spread evenly, a number stands here or hereabouts. */
  #likely(n: number): number {
    const exchange = exchangeOf(n);
    if (exchange < 0) return 0;
    const first = this.#starts[exchange] ?? 0;
    const end = this.#starts[exchange + 1] ?? 0;
    const line = n - firstNanp - exchange * linesPerExchange;
    return first + Math.floor(((end - first) * line) / linesPerExchange);
  }

  /** No branch depends on what it reads: the processor guesses none wrong, which costs more than reading them all. */
  #scan(from: number, to: number, line: number): number {
    const entries = this.#entries;
    let found = 0;
    for (let i = from; i < to; i += 1) {
      const entry = entries[i] ?? 0;
      const isOther = (entry >>> idBits) ^ line;
      found |= entry & ((isOther - 1) >> 31);
    }
    return found & maxHolders;
  }

  #search(first: number, end: number, line: number): number {
    let from = first;
    let to = end;
    while (to - from > 1) {
      const middle = (from + to) >>> 1;
      if (this.#lineAt(middle) > line) to = middle;
      else from = middle;
    }
    return this.#lineAt(from) === line ? (this.#entries[from] ?? 0) & maxHolders : 0;
  }

  #lineAt(i: number): number {
    return (this.#entries[i] ?? 0) >>> idBits;
  }
}

/** Makes a table of numbers that come in order; one that comes twice in a row counts once. */
export class HolderTableBuilder {
  readonly #holders = [''];
  readonly #ids = new Map<string, number>();
  readonly #starts = new Uint32Array(exchanges + 1);
  readonly #entries: Uint32Array;
  #size = 0;
  #exchange = -1;
  #last = 0;

  /** `most` is as many numbers as can come. */
  constructor(most: number) {
    this.#entries = new Uint32Array(most);
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
    const exchange = exchangeOf(n);
    this.#beginUpTo(exchange);
    const line = n - firstNanp - exchange * linesPerExchange;
    this.#entries[this.#size] = line * 2 ** idBits + id;
    this.#size += 1;
  }

  build(): HolderTable {
    this.#beginUpTo(exchanges);
    return new HolderTable(this.#holders, this.#starts, this.#entries.subarray(0, this.#size));
  }

  #beginUpTo(exchange: number): void {
    while (this.#exchange < exchange) {
      this.#exchange += 1;
      this.#starts[this.#exchange] = this.#size;
    }
  }
}
