import type { Scratch } from '@ringtrace/platform/scratch';
import { indexIn } from '@ringtrace/schemas/index-in';
import { assignments, lineTypes } from '@ringtrace/schemas/tables/cdr';
import type { BlockTable } from './block-table.ts';
import type { HolderTable } from './holder-table.ts';
import { splitNumbers } from './nanp.ts';
import { NumberPlan, type PlanFacts } from './number-plan.ts';

const isAssigned = 1;
const isUnassigned = 2;

export interface NumberFacts extends PlanFacts {
  /** Operating company number of the holder, after porting; '' where it is not known. */
  readonly ocn: string;
  /** '' where number-blocks has nothing for the number's area code. */
  readonly assigned: (typeof assignments)[number];
}

/** Facts of a batch's numbers by row, as indexes into `plans`, `ocns`, `lineTypes` and `assignments`. */
export interface NumberColumns {
  readonly plan: Uint16Array;
  readonly ocn: Uint32Array;
  readonly lineType: Uint8Array;
  readonly assigned: Uint8Array;
}

interface NumberParts {
  readonly blocks?: BlockTable;
  readonly ported?: HolderTable;
  readonly tollFree?: HolderTable;
}

const plan = new NumberPlan();

/**
 * Facts about single numbers from the number plan, number blocks and lists. Ids never change while the object exists.
 */
export class NumberLookups {
  /** Facts of the number plan; `NumberColumns.plan` has indexes into it. Grows as numbers of other plans come. */
  readonly plans: readonly PlanFacts[] = plan.facts;
  /** For each of `plans`: index of its region in the store's list `regions`. */
  readonly regions: readonly number[] = plan.regions;
  /** For each of `plans`: 1 = valid. */
  readonly valid: readonly number[] = plan.valid;
  /** Operating company numbers; 0 is ''. */
  readonly ocns: string[] = [''];
  readonly #parts: NumberParts;
  readonly #ocnOfPorted: Uint32Array;
  readonly #ocnOfBlocks: Uint32Array;
  readonly #lineTypeOfBlocks: Uint8Array;
  readonly #lineTypeOfPlan: number[] = [];

  constructor(parts: NumberParts) {
    this.#parts = parts;
    this.#ocnOfPorted = indexesIn(this.ocns, parts.ported?.holders ?? []);
    const holdings = parts.blocks?.holdings ?? [];
    this.#ocnOfBlocks = indexesIn(
      this.ocns,
      holdings.map(({ ocn }) => ocn),
    );
    this.#lineTypeOfBlocks = Uint8Array.from(holdings, ({ line_type }) => indexIn(lineTypes, line_type));
  }

  /** Facts of a batch's numbers (E.164 digits) at the row indexes `rows`; other rows stay 0. */
  columns(numbers: Float64Array, rows: Int32Array, scratch: Scratch): NumberColumns {
    const { ported, blocks } = this.#parts;
    const size = numbers.length;
    const split = splitNumbers(numbers, rows, scratch);
    const planIds = plan.idsOf(numbers, split, rows, scratch);
    const blockIds = blocks?.holdingIdsOf(numbers, rows, scratch) ?? scratch.uint32(size);
    const holders = ported?.idsOf(split, rows, scratch) ?? scratch.uint32(size);
    const columns = {
      plan: planIds,
      ocn: scratch.uint32(size),
      lineType: scratch.uint8(size),
      assigned: scratch.uint8(size),
    };
    for (const row of rows) {
      const planId = planIds[row] ?? 0;
      const holder = holders[row] ?? 0;
      const block = blockIds[row] ?? 0;
      columns.ocn[row] = this.#ocn(holder, block);
      columns.lineType[row] = this.#lineType(planId, holder, block);
      columns.assigned[row] = this.#assigned(numbers[row] ?? 0, planId, holder, block);
    }
    return columns;
  }

  facts(n: number): NumberFacts {
    const planId = plan.idOf(n);
    const holder = this.#parts.ported?.idOf(n) ?? 0;
    const block = this.#parts.blocks?.holdingIdOf(n) ?? 0;
    const { valid, region } = plan.factsOf(n);
    return {
      valid,
      region,
      lineType: lineTypes[this.#lineType(planId, holder, block)] ?? '',
      ocn: this.ocns[this.#ocn(holder, block)] ?? '',
      assigned: assignments[this.#assigned(n, planId, holder, block)] ?? '',
    };
  }

  /** Index in `ocns` of a number's holder: the provider it was ported to; else the holder of its block. */
  #ocn(holder: number, block: number): number {
    if (holder > 0) return this.#ocnOfPorted[holder] ?? 0;
    return this.#ocnOfBlocks[block] ?? 0;
  }

  /**
   * Index in `lineTypes`. The block's line type is not used for a ported number: it may have become a mobile number.
   */
  #lineType(planId: number, holder: number, block: number): number {
    if (holder === 0 && block > 0) {
      const own = this.#lineTypeOfBlocks[block] ?? 0;
      if (own > 0) return own;
    }
    return this.#lineTypeOfPlan[planId] ?? this.#learn(planId);
  }

  #learn(planId: number): number {
    const lineType = indexIn(lineTypes, this.plans[planId]?.lineType ?? '');
    this.#lineTypeOfPlan[planId] = lineType;
    return lineType;
  }

  #assigned(n: number, planId: number, holder: number, block: number): number {
    if (holder > 0 || block > 0) return isAssigned;
    const { tollFree, blocks } = this.#parts;
    if (tollFree !== undefined && this.plans[planId]?.lineType === 'TOLL_FREE' && tollFree.idOf(n) > 0)
      return isAssigned;
    return blocks?.covers(n) ? isUnassigned : 0;
  }
}

/** The index of each text in `all`; texts that `all` lacks are added to it. */
function indexesIn(all: string[], texts: readonly string[]): Uint32Array {
  const indexes = new Map(all.map((text, index) => [text, index]));
  return Uint32Array.from(texts, (text) => {
    let index = indexes.get(text);
    if (index === undefined) {
      index = all.push(text) - 1;
      indexes.set(text, index);
    }
    return index;
  });
}
