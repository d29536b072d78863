import type { Scratch } from '@ringtrace/platform/scratch';
import type { NumberBlock } from './entries.ts';
import { areaOf, areas, exchangeOf, exchanges, firstNanp, isNanp, numbersPerExchange } from './nanp.ts';

const blocksPerExchange = 10;
const numbersPerBlock = numbersPerExchange / blocksPerExchange;
/** The first exchange, NPA-NXX 200-000. */
const firstExchange = 200_000;

/** Who holds a block and for which type of line; many blocks share one. */
type Holding = Pick<NumberBlock, 'ocn' | 'line_type'>;
const none: Holding = { ocn: '', line_type: '' };

/**
 * Holder and line type of number blocks. For each possible thousands block it keeps the id of a holding, 2 bytes, so a
 * look-up makes no object. The table reserves 16 MB; 200,000 blocks use 0.4 MB of them.
 */
export class BlockTable {
  /** By the id that `holdingIdOf` returns; id 0: the number is in no block. */
  readonly holdings: readonly Holding[];
  readonly #holdingIds: Uint16Array | Uint32Array;
  /** For each area code: 1 = the file has a block of it. The last element stands for other plans. */
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
    // A thousands block overrides the block of its whole exchange, so it is entered later.
    const wholeFirst = blocks.toSorted((a, b) => a.block.length - b.block.length);
    const entries = wholeFirst.map((block) => ({ block: block.block, id: idOf(block) }));
    const size = exchanges * blocksPerExchange;
    this.#holdingIds = holdings.length <= 2 ** 16 ? new Uint16Array(size) : new Uint32Array(size);
    for (const { block, id } of entries) this.#enter(block, id);
    this.holdings = holdings;
  }

  #enter(block: string, id: number): void {
    const exchange = Number(block.slice(0, 6)) - firstExchange;
    const first = exchange * blocksPerExchange;
    if (block.length === 6) this.#holdingIds.fill(id, first, first + blocksPerExchange);
    else this.#holdingIds[first + Number(block.slice(6))] = id;
    this.#areas[areaOf(exchange)] = 1;
  }

  /** Id of the holding of a number's block: an index into `holdings`. */
  holdingIdOf(n: number): number {
    return isNanp(n) ? (this.#holdingIds[((n - firstNanp) / numbersPerBlock) | 0] ?? 0) : 0;
  }

  /** `holdingIdOf` for a batch's numbers at the row indexes `rows`. */
  holdingIdsOf(numbers: Float64Array, rows: Int32Array, scratch: Scratch): Uint32Array {
    const entries = scratch.uint32(numbers.length);
    for (const row of rows) entries[row] = this.holdingIdOf(numbers[row] ?? 0);
    return entries;
  }

  /** Whether the file has blocks of the number's area code. Only then does a missing block mean "not assigned". */
  covers(n: number): boolean {
    return this.#areas[areaOf(exchangeOf(n))] === 1;
  }
}
