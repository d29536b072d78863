import type { Scratch } from '@ringtrace/platform/scratch';
import type { NumberBlock } from './entries.ts';
import { areaOf, areas, exchangeOf, exchanges, firstNanp, isNanp, linesPerExchange } from './nanp.ts';

const perExchange = 10;
const linesPerBlock = linesPerExchange / perExchange;
/** 200-000. */
const firstExchange = 200_000;

/** What blocks have in common. */
type Holding = Pick<NumberBlock, 'ocn' | 'line_type'>;
const none: Holding = { ocn: '', line_type: '' };

/**
 * Holder and line type of number blocks, without an object a look-up: every thousands block there could be has the id of
 * what holds for it, 2 bytes. 200,000 blocks touch 0.4 MB of 16.
 */
export class BlockTable {
  /** By the id `entryOf` gives; 0 stands for no block. */
  readonly holdings: readonly Holding[];
  readonly #entries: Uint16Array | Uint32Array;
  /** Of every area whether anything is said of it; the last stands for other plans. */
  readonly #areas = new Uint8Array(areas + 1);

  constructor(blocks: readonly NumberBlock[]) {
    const holdings = [none];
    const ids = new Map<string, number>();
    const idOf = ({ ocn, line_type }: NumberBlock) => {
      const key = `${ocn} ${line_type}`;
      const id = ids.get(key) ?? holdings.push({ ocn, line_type }) - 1;
      ids.set(key, id);
      return id;
    };
    // A thousands block is its own holder's, whoever has the exchange.
    const wholeFirst = blocks.toSorted((a, b) => a.block.length - b.block.length);
    const entries = wholeFirst.map((block) => ({ block: block.block, id: idOf(block) }));
    const size = exchanges * perExchange;
    this.#entries = holdings.length <= 2 ** 16 ? new Uint16Array(size) : new Uint32Array(size);
    for (const { block, id } of entries) this.#enter(block, id);
    this.holdings = holdings;
  }

  #enter(block: string, id: number): void {
    const exchange = Number(block.slice(0, 6)) - firstExchange;
    const first = exchange * perExchange;
    if (block.length === 6) this.#entries.fill(id, first, first + perExchange);
    else this.#entries[first + Number(block.slice(6))] = id;
    this.#areas[areaOf(exchange)] = 1;
  }

  /** Which of `holdings` the block of a number has. */
  entryOf(n: number): number {
    return isNanp(n) ? (this.#entries[((n - firstNanp) / linesPerBlock) | 0] ?? 0) : 0;
  }

  /** The same for a batch's numbers at `rows`. */
  entriesOf(numbers: Float64Array, rows: Int32Array, scratch: Scratch): Uint32Array {
    const entries = scratch.uint32(numbers.length);
    for (const row of rows) entries[row] = this.entryOf(numbers[row] ?? 0);
    return entries;
  }

  /** Whether the file says anything of the number's area code: else a missing block means nothing. */
  covers(n: number): boolean {
    return this.#areas[areaOf(exchangeOf(n))] === 1;
  }
}
