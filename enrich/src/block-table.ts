import { exchangeOf, exchanges, firstNanp, linesPerExchange } from './nanp.ts';
import type { NumberBlock } from './number-blocks.ts';

const perExchange = 10;
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
 * Number blocks by number, without an object a look-up: an exchange holds the id of its block, or where thousands
 * blocks divide it the place of their ten ids, below zero. 200,000 blocks take some 8 MB.
 */
export class BlockTable {
  /** Operating company numbers by the id `ocnIdOf` gives. */
  readonly ocns: readonly string[];
  /** Line types by the id `lineTypeIdOf` gives. */
  readonly lineTypes: readonly string[];
  /** A company's name by its operating company number. */
  readonly companies: ReadonlyMap<string, string>;
  readonly #places: readonly { readonly state: string; readonly rateCenter: string }[];
  readonly #ofExchange = new Int32Array(exchanges);
  readonly #thousands: Int32Array;
  readonly #ocn: Uint32Array;
  readonly #lineType: Uint8Array;
  readonly #areas = new Uint8Array(exchanges / exchangesPerArea);

  constructor(blocks: readonly NumberBlock[]) {
    const ocns = new Texts();
    const lineTypes = new Texts();
    const companies = new Map<string, string>();
    this.#ocn = new Uint32Array(blocks.length + 1);
    this.#lineType = new Uint8Array(blocks.length + 1);
    this.#places = [{ state: '', rateCenter: '' }, ...blocks.map(placeOf)];
    for (const [i, { ocn, company, line_type }] of blocks.entries()) {
      this.#ocn[i + 1] = ocns.idOf(ocn);
      this.#lineType[i + 1] = lineTypes.idOf(line_type);
      if (company !== '' && !companies.has(ocn)) companies.set(ocn, company);
    }
    this.ocns = ocns.all;
    this.lineTypes = lineTypes.all;
    this.companies = companies;
    this.#thousands = this.#index(blocks);
  }

  #index(blocks: readonly NumberBlock[]): Int32Array {
    const thousands: number[] = [];
    const place = ({ block }: NumberBlock) => Number(block.slice(0, 6)) - firstExchange;
    for (const [i, block] of blocks.entries()) {
      const exchange = place(block);
      this.#areas[Math.floor(exchange / exchangesPerArea)] = 1;
      if (block.block.length === 6) this.#ofExchange[exchange] = i + 1;
    }
    for (const [i, block] of blocks.entries()) {
      if (block.block.length === 6) continue;
      const exchange = place(block);
      const held = this.#ofExchange[exchange] ?? 0;
      const group = held < 0 ? -1 - held : thousands.length;
      if (held >= 0) {
        this.#ofExchange[exchange] = -1 - group;
        for (let digit = 0; digit < perExchange; digit += 1) thousands.push(held);
      }
      thousands[group + Number(block.block.slice(6))] = i + 1;
    }
    return Int32Array.from(thousands);
  }

  /** The block of a number, 0 where there is none. */
  idOf(n: number): number {
    const exchange = exchangeOf(n);
    if (exchange < 0) return 0;
    const held = this.#ofExchange[exchange] ?? 0;
    if (held >= 0) return held;
    const line = n - firstNanp - exchange * linesPerExchange;
    return this.#thousands[-1 - held + Math.floor(line / linesPerBlock)] ?? 0;
  }

  ocnIdOf(id: number): number {
    return this.#ocn[id] ?? 0;
  }

  lineTypeIdOf(id: number): number {
    return this.#lineType[id] ?? 0;
  }

  placeOf(id: number): { readonly state: string; readonly rateCenter: string } {
    return this.#places[id] ?? { state: '', rateCenter: '' };
  }

  /** Whether the file says anything of the number's area code: else a missing block means nothing. */
  covers(n: number): boolean {
    const exchange = exchangeOf(n);
    return exchange >= 0 && this.#areas[Math.floor(exchange / exchangesPerArea)] === 1;
  }
}

const placeOf = ({ state, rate_center }: NumberBlock) => ({ state, rateCenter: rate_center });
