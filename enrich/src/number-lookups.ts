import type { Scratch } from '@ringtrace/platform/scratch';
import { indexIn } from '@ringtrace/schemas/index-in';
import { assignments, lineTypes } from '@ringtrace/schemas/tables/cdr';
import type { BlockTable } from './block-table.ts';
import type { HolderTable } from './holder-table.ts';
import { placesOf } from './nanp.ts';
import { NumberPlan, type PlanFacts } from './number-plan.ts';

const isAssigned = 1;
const isUnassigned = 2;

export interface NumberFacts extends PlanFacts {
  /** Operating company number of the holder, after porting; '' where it is not known. */
  readonly ocn: string;
  /** '' where the data say nothing of the number's area code. */
  readonly assigned: (typeof assignments)[number];
}

/** Facts of a batch's numbers, each as an index: into `plans`, `ocns`, and the store's line types and assignments. */
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

/** Everything known of a number itself. Ids stay the same as long as the object lives; no look-up allocates. */
export class NumberLookups {
  /** What the plan says, by the id `planIdOf` gives; grows as numbers of other plans come. */
  readonly plans: readonly PlanFacts[] = plan.facts;
  /** Places of the regions of `plans`. */
  readonly regions: readonly number[] = plan.regions;
  /** 1 where a plan's numbers are valid, in the same order. */
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
    this.#ocnOfPorted = placesIn(this.ocns, parts.ported?.holders ?? []);
    const holdings = parts.blocks?.holdings ?? [];
    this.#ocnOfBlocks = placesIn(
      this.ocns,
      holdings.map(({ ocn }) => ocn),
    );
    this.#lineTypeOfBlocks = Uint8Array.from(holdings, ({ line_type }) => indexIn(lineTypes, line_type));
  }

  /** The batch's numbers at `rows`; the others are left 0. */
  columns(numbers: Float64Array, rows: Int32Array, scratch: Scratch): NumberColumns {
    const { ported, blocks } = this.#parts;
    const size = numbers.length;
    const places = placesOf(numbers, rows, scratch);
    const planIds = plan.idsOf(numbers, places, rows, scratch);
    const entries = blocks?.entriesOf(numbers, rows, scratch) ?? scratch.uint32(size);
    const holders = ported?.idsOf(places, rows, scratch) ?? scratch.uint32(size);
    const columns = {
      plan: planIds,
      ocn: scratch.uint32(size),
      lineType: scratch.uint8(size),
      assigned: scratch.uint8(size),
    };
    for (const row of rows) {
      const planId = planIds[row] ?? 0;
      const holder = holders[row] ?? 0;
      const block = entries[row] ?? 0;
      columns.ocn[row] = this.#ocn(holder, block);
      columns.lineType[row] = this.#lineType(planId, holder, block);
      columns.assigned[row] = this.#assigned(numbers[row] ?? 0, planId, holder, block);
    }
    return columns;
  }

  facts(n: number): NumberFacts {
    const planId = plan.idOf(n);
    const holder = this.#parts.ported?.idOf(n) ?? 0;
    const block = this.#parts.blocks?.entryOf(n) ?? 0;
    const { valid, region } = plan.factsOf(n);
    return {
      valid,
      region,
      lineType: lineTypes[this.#lineType(planId, holder, block)] ?? '',
      ocn: this.ocns[this.#ocn(holder, block)] ?? '',
      assigned: assignments[this.#assigned(n, planId, holder, block)] ?? '',
    };
  }

  /** The provider a number was ported to holds it, else the block's. */
  #ocn(holder: number, block: number): number {
    if (holder > 0) return this.#ocnOfPorted[holder] ?? 0;
    return this.#ocnOfBlocks[block] ?? 0;
  }

  /** A ported number may have gone from a line to a mobile: then the block says nothing of it. */
  #lineType(planId: number, holder: number, block: number): number {
    if (holder === 0 && block > 0) {
      const own = this.#lineTypeOfBlocks[block] ?? 0;
      if (own > 0) return own;
    }
    return this.#lineTypeOfPlan[planId] ?? this.#learn(planId);
  }

  #learn(planId: number): number {
    const place = indexIn(lineTypes, this.plans[planId]?.lineType ?? '');
    this.#lineTypeOfPlan[planId] = place;
    return place;
  }

  #assigned(n: number, planId: number, holder: number, block: number): number {
    if (holder > 0 || block > 0) return isAssigned;
    const { tollFree, blocks } = this.#parts;
    if (tollFree !== undefined && this.plans[planId]?.lineType === 'TOLL_FREE' && tollFree.idOf(n) > 0)
      return isAssigned;
    return blocks?.covers(n) ? isUnassigned : 0;
  }
}

/** Where each text stands in `all`, which takes in those it lacks. */
function placesIn(all: string[], texts: readonly string[]): Uint32Array {
  const places = new Map(all.map((text, place) => [text, place]));
  return Uint32Array.from(texts, (text) => {
    let place = places.get(text);
    if (place === undefined) {
      place = all.push(text) - 1;
      places.set(text, place);
    }
    return place;
  });
}
