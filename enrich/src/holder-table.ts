import { exchangeOf, exchanges, firstNanp, linesPerExchange } from './nanp.ts';

/** An entry is a line of its exchange, 14 bits, before the id of its holder. */
const idBits = 18;
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

  /** The holder of a number, 0 where it is not in the table. */
  idOf(n: number): number {
    const exchange = exchangeOf(n);
    if (exchange < 0) return 0;
    let from = this.#starts[exchange] ?? 0;
    let to = this.#starts[exchange + 1] ?? 0;
    if (from === to) return 0;
    const line = n - firstNanp - exchange * linesPerExchange;
    while (to - from > 1) {
      const middle = (from + to) >>> 1;
      if ((this.#entries[middle] ?? 0) >>> idBits > line) to = middle;
      else from = middle;
    }
    const entry = this.#entries[from] ?? 0;
    return entry >>> idBits === line ? entry & maxHolders : 0;
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
