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

/** Plan facts before a holder is known. */
export type UnownedFacts = PlanFacts & { readonly ocn: '' };

const unassignable: UnownedFacts = { valid: false, region: '', lineType: '', ocn: '' };
const firstNanp = 12_000_000_000;
const lastNanp = 19_999_999_999;
/** NPA-NXX-X, the smallest block of the plan that is told apart. */
const linesPerBlock = 1_000;

/**
 * Number facts out of libphonenumber's metadata. NANP facts hold for a whole thousands block (every pattern of
 * the plan leaves the last three digits free; a test keeps that true), so a table of blocks, 8 MB, fills as calls
 * come. Numbers of other plans go through that plan's patterns each time, about a microsecond.
 */
export function createNumberPlan(): (n: number) => UnownedFacts {
  const known: UnownedFacts[] = [unassignable];
  const ofBlock = new Uint8Array((lastNanp + 1 - firstNanp) / linesPerBlock);

  return (n) => {
    if (n < firstNanp || n > lastNanp) return factsOf(n);
    const block = Math.floor((n - firstNanp) / linesPerBlock);
    const index = ofBlock[block] ?? 0;
    if (index > 0) return known[index - 1] ?? unassignable;
    const facts = factsOf(n);
    ofBlock[block] = 1 + indexOf(known, facts);
    return facts;
  };
}

/** Where `facts` stand in the list, added at its end if they are new: there are some fifty for the NANP. */
function indexOf(list: UnownedFacts[], facts: UnownedFacts): number {
  const index = list.findIndex(
    (f) => f.valid === facts.valid && f.region === facts.region && f.lineType === facts.lineType,
  );
  return index >= 0 ? index : list.push(facts) - 1;
}

/** A number against its plan's patterns. */
export function factsOf(n: number): UnownedFacts {
  const digits = String(n);
  for (let length = 1; length <= 3; length += 1) {
    const code = digits.slice(0, length);
    if (callingCodes.has(code)) return assigned(planOf(code), digits.slice(length));
  }
  return unassignable;
}

function assigned(plan: CallingCodePlan, national: string): UnownedFacts {
  const country =
    plan.countries.length === 1 ? plan.countries[0] : plan.countries.find((c) => c.owns(national));
  const lineType = (country ?? plan.main).lineType(national);
  if (lineType === undefined) return unassignable;
  return { valid: true, region: country?.name ?? '', lineType, ocn: '' };
}
