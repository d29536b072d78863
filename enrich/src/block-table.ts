import type { NumberBlock } from './kinds/number-blocks.ts';
import { exchangeOf, exchanges, lineOf, linesPerExchange } from './nanp.ts';

const perExchange = 10;
/** An entry is the id of the holder's number before that of the line type. */
const lineTypeBits = 5;
const linesPerBlock = linesPerExchange / perExchange;
const exchangesPerArea = 1_000;
/** 200-000. */
const firstExchange = 200_000;

/** Distinct texts by small ids; 0 is ''. */
class Texts {
  readonly all = [''];
  readonly #ids = new Map([['', 0]]);

  idOf(text: string): number {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.all.push(text) - 1;
      this.#ids.set(text, id);
    }
    return id;
  }
}

/**
 * Holder and line type of number blocks, without an object a look-up: an exchange holds its block's entry, or where
 * thousands blocks divide it the place of their ten entries, below zero. 200,000 blocks take 4 MB.
 */
export class BlockTable {
  /** Operating company numbers by the id `ocnIdIn` gives. */
  readonly ocns: readonly string[];
  /** Line types by the id `lineTypeIdIn` gives. */
  readonly lineTypes: readonly string[];
  readonly #ofExchange = new Int32Array(exchanges);
  readonly #thousands: Int32Array;
  readonly #areas = new Uint8Array(exchanges / exchangesPerArea);

  constructor(blocks: readonly NumberBlock[]) {
    const ocns = new Texts();
    const lineTypes = new Texts();
    const entryOf = ({ ocn, line_type }: NumberBlock) =>
      (ocns.idOf(ocn) << lineTypeBits) | lineTypes.idOf(line_type);
    const isWhole = ({ block }: NumberBlock) => block.length === 6;
    for (const block of blocks) {
      const exchange = placeOf(block);
      this.#areas[Math.floor(exchange / exchangesPerArea)] = 1;
      if (isWhole(block)) this.#ofExchange[exchange] = entryOf(block);
    }
    const thousands: number[] = [];
    for (const block of blocks) if (!isWhole(block)) this.#divide(thousands, block, entryOf(block));
    this.#thousands = Int32Array.from(thousands);
    this.ocns = ocns.all;
    this.lineTypes = lineTypes.all;
  }

  #divide(thousands: number[], block: NumberBlock, entry: number): void {
    const exchange = placeOf(block);
    const held = this.#ofExchange[exchange] ?? 0;
    const group = held < 0 ? -1 - held : thousands.length;
    if (held >= 0) {
      this.#ofExchange[exchange] = -1 - group;
      for (let digit = 0; digit < perExchange; digit += 1) thousands.push(held);
    }
    thousands[group + Number(block.block.slice(6))] = entry;
  }

  /** What the block of a number says: see `ocnIdIn` and `lineTypeIdIn`; 0 where there is none. */
  entryOf(n: number): number {
    const exchange = exchangeOf(n);
    return exchange < 0 ? 0 : this.entryAt(exchange, lineOf(n, exchange));
  }

  /** The same for a number that is taken apart already. */
  entryAt(exchange: number, line: number): number {
    const held = this.#ofExchange[exchange] ?? 0;
    if (held >= 0) return held;
    return this.#thousands[-1 - held + Math.floor(line / linesPerBlock)] ?? 0;
  }

  /** Whether the file says anything of the number's area code: else a missing block means nothing. */
  covers(n: number): boolean {
    const exchange = exchangeOf(n);
    return exchange >= 0 && this.#areas[Math.floor(exchange / exchangesPerArea)] === 1;
  }
}

export const ocnIdIn = (entry: number) => entry >>> lineTypeBits;
export const lineTypeIdIn = (entry: number) => entry & (2 ** lineTypeBits - 1);

const placeOf = ({ block }: NumberBlock) => Number(block.slice(0, 6)) - firstExchange;
