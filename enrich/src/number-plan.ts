import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** What the numbering plans say of a number. */
export interface PlanFacts {
  /** A number that can be assigned to somebody. */
  readonly valid: boolean;
  /** ISO 3166 country, '' where the number is not valid or belongs to none. */
  readonly region: string;
  /** libphonenumber's type: FIXED_LINE_OR_MOBILE, TOLL_FREE, ...; '' where it is not valid. */
  readonly lineType: string;
}

/** The number plan's facts as one object per combination, with `ocn` still unknown. */
type Facts = PlanFacts & { readonly ocn: '' };

const unassignable: Facts = { valid: false, region: '', lineType: '', ocn: '' };
const smallestGlobal = 10_000;
const largestGlobal = 999_999_999_999_999;
const firstNanp = 10_000_000_000;
const lastNanp = 19_999_999_999;
const linesPerExchange = 10_000;
const exchanges = 1_000_000;
const cachedNumbers = 100_000;

/** The library's own answer; a number it would read as another one (a dropped national prefix) is not valid. */
export function libraryFacts(n: number): Facts {
  const e164 = `+${n}`;
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed === undefined || parsed.number !== e164 || !parsed.isValid()) return unassignable;
  return { valid: true, region: parsed.country ?? '', lineType: parsed.getType() ?? '', ocn: '' };
}

/**
 * Number facts out of libphonenumber's metadata. NANP facts hold for a whole NPA-NXX (every pattern of the
 * plan leaves the last four digits free; a test keeps that true), so a table of them fills as calls come;
 * other numbers go through a bounded cache.
 */
export function createNumberPlan(): (n: number) => Facts {
  const kinds: Facts[] = [unassignable];
  const ofExchange = new Uint16Array(exchanges);
  const cache = new Map<number, Facts>();

  function shared(facts: Facts): number {
    const index = kinds.findIndex((k) => k.region === facts.region && k.lineType === facts.lineType);
    return index >= 0 ? index : kinds.push(facts) - 1;
  }

  function nanp(n: number): Facts {
    const exchange = Math.floor((n - firstNanp) / linesPerExchange);
    let known = ofExchange[exchange] ?? 0;
    if (known === 0) {
      known = shared(libraryFacts(n)) + 1;
      ofExchange[exchange] = known;
    }
    return kinds[known - 1] ?? unassignable;
  }

  return (n) => {
    if (n >= firstNanp && n <= lastNanp) return nanp(n);
    if (n < smallestGlobal || n > largestGlobal) return unassignable;
    let facts = cache.get(n);
    if (facts === undefined) {
      if (cache.size >= cachedNumbers) cache.clear();
      facts = libraryFacts(n);
      cache.set(n, facts);
    }
    return facts;
  };
}
