import type { Scratch } from '@ringtrace/platform/scratch';
import { indexIn } from '@ringtrace/schemas/index-in';
import { regions } from '@ringtrace/schemas/regions';
import {
  exchangeOf,
  exchanges,
  firstNanp,
  lineNumberOf,
  numbersPerExchange,
  otherPlan,
  type SplitNumbers,
} from './nanp.ts';
import { type CallingCodePlan, callingCodes, planOf } from './plan-metadata.ts';

/** Facts about a number from its numbering plan. */
export interface PlanFacts {
  /** Whether the number, with all its digits, can be assigned to somebody. */
  readonly valid: boolean;
  /** ISO 3166 country, '' where the number is not valid or belongs to none. */
  readonly region: string;
  /** libphonenumber's type: FIXED_LINE_OR_MOBILE, TOLL_FREE, ...; '' where the number is not valid. */
  readonly lineType: string;
}

const unassignable: PlanFacts = { valid: false, region: '', lineType: '' };
/** An exchange has ten thousands blocks. */
const blocksPerExchange = 10;
const numbersPerBlock = numbersPerExchange / blocksPerExchange;
const divided = 2 ** 16 - 1;

/**
 * Facts about numbers from libphonenumber's metadata. Numbers share few different facts, so each number has an id: an
 * index into the list of different facts. All numbers of a NANP thousands block have the same facts, because no pattern
 * of the plan looks at the last three digits. A test makes sure of that. Most exchanges have one set of facts too. Tables of
 * both, 18 MB, are filled as calls come in. Numbers of other plans are matched with that plan's patterns each time, about a
 * microsecond.
 */
export class NumberPlan {
  /** Facts by the id that `idOf` returns; grows at its end. Id 0: not assignable. */
  readonly facts: PlanFacts[] = [unassignable];
  /** For each of `facts`: index of its region in the store's list `regions`. */
  readonly regions: number[] = [indexIn(regions, unassignable.region)];
  /** For each of `facts`: 1 = valid. */
  readonly valid: number[] = [0];
  readonly #ids = new Map([[keyOf(unassignable), 0]]);
  /** For each exchange: id + 1; 0 = not looked up yet; `divided` = its thousands blocks differ, see `#ofBlock`. */
  readonly #ofExchange = new Uint16Array(exchanges);
  /** For each thousands block: id; only used where its exchange is divided. */
  readonly #ofBlock = new Uint16Array(exchanges * blocksPerExchange);

  /** Id of a number's facts. `n` is E.164 digits. */
  idOf(n: number): number {
    const exchange = exchangeOf(n);
    return exchange === otherPlan
      ? this.#indexOf(factsOf(n))
      : this.#idAt(exchange, lineNumberOf(n, exchange));
  }

  /** `idOf` for a batch's numbers at the row indexes `rows`. */
  idsOf(numbers: Float64Array, split: SplitNumbers, rows: Int32Array, scratch: Scratch): Uint16Array {
    const { exchange, lineNumber } = split;
    const ids = scratch.uint16(numbers.length);
    for (const row of rows) {
      const at = exchange[row] ?? 0;
      ids[row] = at === otherPlan ? this.idOf(numbers[row] ?? 0) : this.#idAt(at, lineNumber[row] ?? 0);
    }
    return ids;
  }

  #idAt(exchange: number, lineNumber: number): number {
    const known = this.#ofExchange[exchange] ?? 0;
    if (known === 0) {
      this.#learn(exchange);
      return this.#idAt(exchange, lineNumber);
    }
    if (known !== divided) return known - 1;
    return this.#ofBlock[exchange * blocksPerExchange + Math.floor(lineNumber / numbersPerBlock)] ?? 0;
  }

  #learn(exchange: number): void {
    const first = firstNanp + exchange * numbersPerExchange;
    const ids = Array.from({ length: blocksPerExchange }, (_, i) =>
      this.#indexOf(factsOf(first + i * numbersPerBlock)),
    );
    const [id = 0] = ids;
    this.#ofExchange[exchange] = ids.every((other) => other === id) ? 1 + id : divided;
    this.#ofBlock.set(ids, exchange * blocksPerExchange);
  }

  factsOf(n: number): PlanFacts {
    return this.facts[this.idOf(n)] ?? unassignable;
  }

  /** Id of these facts. There are about fifty different ones in the NANP, a thousand in the world. */
  #indexOf(facts: PlanFacts): number {
    const key = keyOf(facts);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.facts.push(facts) - 1;
      this.regions.push(indexIn(regions, facts.region));
      this.valid.push(facts.valid ? 1 : 0);
      this.#ids.set(key, id);
    }
    return id;
  }
}

const keyOf = ({ valid, region, lineType }: PlanFacts) => `${valid} ${region} ${lineType}`;

/** Facts of a number (E.164 digits), by matching the patterns of its plan. */
export function factsOf(n: number): PlanFacts {
  const digits = String(n);
  for (let length = 1; length <= 3; length += 1) {
    const code = digits.slice(0, length);
    if (callingCodes.has(code)) return assigned(planOf(code), digits.slice(length));
  }
  return unassignable;
}

function assigned(plan: CallingCodePlan, national: string): PlanFacts {
  const country =
    plan.countries.length === 1 ? plan.countries[0] : plan.countries.find((c) => c.owns(national));
  const lineType = (country ?? plan.main).lineType(national);
  if (lineType === undefined) return unassignable;
  return { valid: true, region: country?.name ?? '', lineType };
}
