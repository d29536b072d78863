import { exchangeOf, exchanges, firstNanp, linesPerExchange } from './nanp.ts';

/** An entry is a line of its exchange, 14 bits, before the id of its holder. */
const idBits = 18;
/** More holders than there are operating company numbers in use. */
export const maxHolders = 2 ** idBits - 1;
/** So many lines, 2^6, are told apart by their entries alone; there are a few of them. */
const groupBits = 6;
const groupsPerExchange = Math.ceil(linesPerExchange / 2 ** groupBits);
/** Where each group begins, and where the last one ends. */
const boundsPerExchange = groupsPerExchange + 1;

interface Tables {
  readonly holders: readonly string[];
  readonly places: Uint32Array;
  readonly starts: Uint32Array;
  readonly bounds: Uint16Array;
  readonly entries: Uint32Array;
}

/**
 * Single numbers and who holds each: 4 bytes a number, and 0.3 kB for each exchange that has any. Ten million ported
 * numbers in 100,000 exchanges are 75 MB. A look-up reads a group's bounds and its few entries: two places in memory.
 */
export class HolderTable {
  /** Holders by the id `idOf` gives; 0 is ''. */
  readonly holders: readonly string[];
  /** One more than an exchange's place among those that have entries; 0 = it has none. */
  readonly #places: Uint32Array;
  /** Where each of those begins in `#entries`. */
  readonly #starts: Uint32Array;
  /** Bounds of their groups, from where the exchange begins. */
  readonly #bounds: Uint16Array;
  readonly #entries: Uint32Array;

  constructor({ holders, places, starts, bounds, entries }: Tables) {
    this.holders = holders;
    this.#places = places;
    this.#starts = starts;
    this.#bounds = bounds;
    this.#entries = entries;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** The holder of a number, 0 where it is not in the table. */
  idOf(n: number): number {
    const exchange = exchangeOf(n);
    const place = exchange < 0 ? 0 : (this.#places[exchange] ?? 0);
    if (place === 0) return 0;
    const line = n - firstNanp - exchange * linesPerExchange;
    const group = (place - 1) * boundsPerExchange + (line >> groupBits);
    const start = this.#starts[place - 1] ?? 0;
    const end = start + (this.#bounds[group + 1] ?? 0);
    for (let i = start + (this.#bounds[group] ?? 0); i < end; i += 1) {
      const entry = this.#entries[i] ?? 0;
      if (entry >>> idBits === line) return entry & maxHolders;
    }
    return 0;
  }
}

/** Makes a table of numbers that come in order; one that comes twice in a row counts once. */
export class HolderTableBuilder {
  readonly #holders = [''];
  readonly #ids = new Map<string, number>();
  readonly #places = new Uint32Array(exchanges);
  readonly #starts: number[] = [];
  readonly #entries: Uint32Array;
  #bounds = new Uint16Array(1_000 * boundsPerExchange);
  #size = 0;
  #exchange = -1;
  /** The last group of the exchange whose beginning is known. */
  #group = -1;
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
    if (exchange !== this.#exchange) this.#begin(exchange);
    const line = n - firstNanp - exchange * linesPerExchange;
    this.#boundUpTo(line >> groupBits);
    this.#entries[this.#size] = line * 2 ** idBits + id;
    this.#size += 1;
  }

  build(): HolderTable {
    this.#end();
    return new HolderTable({
      holders: this.#holders,
      places: this.#places,
      starts: Uint32Array.from(this.#starts),
      bounds: this.#bounds,
      entries: this.#entries.subarray(0, this.#size),
    });
  }

  #begin(exchange: number): void {
    this.#end();
    this.#exchange = exchange;
    this.#group = -1;
    this.#places[exchange] = this.#starts.push(this.#size);
    if (this.#starts.length * boundsPerExchange <= this.#bounds.length) return;
    const bounds = new Uint16Array(2 * this.#bounds.length);
    bounds.set(this.#bounds);
    this.#bounds = bounds;
  }

  #end(): void {
    if (this.#starts.length > 0) this.#boundUpTo(groupsPerExchange);
  }

  #boundUpTo(group: number): void {
    const first = (this.#starts.length - 1) * boundsPerExchange;
    const at = this.#size - (this.#starts.at(-1) ?? 0);
    while (this.#group < group) {
      this.#group += 1;
      this.#bounds[first + this.#group] = at;
    }
  }
}
