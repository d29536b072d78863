import { firstNanp, lastNanp } from './nanp.ts';
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
/** NPA-NXX-X, the smallest block of the plan that is told apart. */
const linesPerBlock = 1_000;

/**
 * Number facts out of libphonenumber's metadata, as indexes into a list of the few different ones. NANP facts hold
 * for a whole thousands block (every pattern of the plan leaves the last three digits free; a test keeps that true),
 * so a table of blocks, 16 MB, fills as calls come. Numbers of other plans go through that plan's patterns each
 * time, about a microsecond.
 */
export class NumberPlan {
  /** Facts by the index `idOf` gives; grows. 0 is what holds for no number. */
  readonly facts: PlanFacts[] = [unassignable];
  /** Their regions, in the same order. */
  readonly regions: string[] = [unassignable.region];
  readonly #ids = new Map([[keyOf(unassignable), 0]]);
  /** One more than the index; 0 = not looked up yet. */
  readonly #ofBlock = new Uint16Array((lastNanp + 1 - firstNanp) / linesPerBlock);

  idOf(n: number): number {
    if (n < firstNanp || n > lastNanp) return this.#indexOf(factsOf(n));
    const block = Math.floor((n - firstNanp) / linesPerBlock);
    const known = this.#ofBlock[block] ?? 0;
    if (known > 0) return known - 1;
    const id = this.#indexOf(factsOf(n));
    this.#ofBlock[block] = 1 + id;
    return id;
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
      this.regions.push(facts.region);
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
