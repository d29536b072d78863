import type { Scratch } from '@ringtrace/platform/scratch';
import { indexIn } from '@ringtrace/schemas/index-in';
import { regions } from '@ringtrace/schemas/regions';
import {
  exchangeOf,
  exchanges,
  firstNanp,
  lineOf,
  linesPerExchange,
  type NumberPlaces,
  otherPlan,
} from './nanp.ts';
import { type CallingCodePlan, callingCodes, planOf } from './plan-metadata.ts';

/** What the numbering plans say of a number. */
export interface PlanFacts {
  /** A number that can be assigned to somebody, as it stands. */
  readonly valid: boolean;
  /** ISO 3166 country, '' where the number is not valid or belongs to none. */
  readonly region: string;
  /** libphonenumber's type: FIXED_LINE_OR_MOBILE, TOLL_FREE, ...; '' where the number is not valid. */
  readonly lineType: string;
}

const unassignable: PlanFacts = { valid: false, region: '', lineType: '' };
/** An exchange is told apart by its thousands blocks at most. */
const perExchange = 10;
const linesPerBlock = linesPerExchange / perExchange;
const divided = 2 ** 16 - 1;

/**
 * Number facts out of libphonenumber's metadata, as indexes into a list of the few different ones. NANP facts hold
 * for a whole thousands block (every pattern of the plan leaves the last three digits free; a test keeps that true),
 * and mostly for an exchange: tables of both, 18 MB, fill as calls come. Numbers of other plans go through that plan's patterns each
 * time, about a microsecond.
 */
export class NumberPlan {
  /** Facts by the index `idOf` gives; grows. 0 is what holds for no number. */
  readonly facts: PlanFacts[] = [unassignable];
  /** Places of their regions in `regions`, in the same order. */
  readonly regions: number[] = [indexIn(regions, unassignable.region)];
  /** 1 where they are valid, in the same order. */
  readonly valid: number[] = [0];
  readonly #ids = new Map([[keyOf(unassignable), 0]]);
  /** One more than the index; 0 = not looked up yet; `divided` = see its blocks. */
  readonly #ofExchange = new Uint16Array(exchanges);
  /** Indexes of the blocks of divided exchanges. */
  readonly #ofBlock = new Uint16Array(exchanges * perExchange);

  idOf(n: number): number {
    const exchange = exchangeOf(n);
    return exchange === otherPlan ? this.#indexOf(factsOf(n)) : this.#idAt(exchange, lineOf(n, exchange));
  }

  /** The same for a batch's numbers at `rows`. */
  idsOf(numbers: Float64Array, places: NumberPlaces, rows: Int32Array, scratch: Scratch): Uint16Array {
    const { exchange, line } = places;
    const ids = scratch.uint16(numbers.length);
    for (const row of rows) {
      const at = exchange[row] ?? 0;
      ids[row] = at === otherPlan ? this.idOf(numbers[row] ?? 0) : this.#idAt(at, line[row] ?? 0);
    }
    return ids;
  }

  #idAt(exchange: number, line: number): number {
    const known = this.#ofExchange[exchange] ?? 0;
    if (known === 0) {
      this.#learn(exchange);
      return this.#idAt(exchange, line);
    }
    if (known !== divided) return known - 1;
    return this.#ofBlock[exchange * perExchange + Math.floor(line / linesPerBlock)] ?? 0;
  }

  #learn(exchange: number): void {
    const first = firstNanp + exchange * linesPerExchange;
    const ids = Array.from({ length: perExchange }, (_, i) =>
      this.#indexOf(factsOf(first + i * linesPerBlock)),
    );
    const [id = 0] = ids;
    this.#ofExchange[exchange] = ids.every((other) => other === id) ? 1 + id : divided;
    this.#ofBlock.set(ids, exchange * perExchange);
  }

  factsOf(n: number): PlanFacts {
    return this.facts[this.idOf(n)] ?? unassignable;
  }

  /** Some fifty for the NANP, a thousand for the world. */
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

/** A number against its plan's patterns. */
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
