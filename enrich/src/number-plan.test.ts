import { seeded } from '@ringtrace/platform/seeded';
import { regions } from '@ringtrace/schemas/regions';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { factsOf, NumberPlan, type PlanFacts } from './number-plan.ts';
import { callingCodes } from './plan-metadata.ts';

/** The library's result. A number that it reads as another one (it drops a national prefix) counts as not valid. */
function libraryFacts(n: number): PlanFacts {
  const parsed = parsePhoneNumberFromString(`+${n}`);
  if (parsed === undefined || parsed.number !== `+${n}` || !parsed.isValid()) {
    return { valid: false, region: '', lineType: '' };
  }
  return { valid: true, region: parsed.country ?? '', lineType: parsed.getType() ?? '' };
}

/** The alternatives of a pattern: its parts between the `|` outside all brackets. */
function alternatives(pattern: string): string[] {
  let depth = 0;
  return [...pattern]
    .map((sign) => {
      depth += '(['.includes(sign) ? 1 : ')]'.includes(sign) ? -1 : 0;
      return sign === '|' && depth === 0 ? '\n' : sign;
    })
    .join('')
    .split('\n');
}

const random = seeded(20).below;
const digits = (count: number) => Array.from({ length: count }, () => random(10)).join('');

/** Numbers for which the plan and the library differ. */
function differences(numbers: readonly number[], facts: (n: number) => PlanFacts) {
  return numbers
    .map((n) => ({ n, ours: facts(n), library: libraryFacts(n) }))
    .filter(({ ours, library }) => JSON.stringify(ours) !== JSON.stringify(library));
}

describe('number plan', () => {
  const table = new NumberPlan();
  const plan = (n: number) => table.factsOf(n);

  it('agrees with libphonenumber on NANP numbers', () => {
    const numbers = Array.from({ length: 100_000 }, () => 12_000_000_000 + Number(digits(10)) * 0.8).map(
      Math.floor,
    );
    expect(differences(numbers, plan)).toEqual([]);
  });

  it('agrees on the small plans inside the NANP, which split exchanges', () => {
    const areas = [
      '246',
      '242',
      '264',
      '268',
      '340',
      '441',
      '473',
      '649',
      '664',
      '670',
      '671',
      '684',
      '721',
      '758',
    ];
    const special = [
      '767',
      '784',
      '787',
      '868',
      '869',
      '876',
      '658',
      '900',
      '500',
      '521',
      '523',
      '524',
      '600',
      '800',
    ];
    const numbers = [...areas, ...special].flatMap((npa) =>
      Array.from({ length: 120 }, () => Number(`1${npa}${digits(7)}`)),
    );
    expect(differences(numbers, plan)).toEqual([]);
  });

  it('may rely on NANP patterns: none looks at the last three digits', () => {
    const codes: readonly string[] = metadata.country_calling_codes['1'] ?? [];
    const patterns = Object.entries(metadata.countries)
      .filter(([country]) => codes.includes(country))
      .flatMap(([, entry]) => z.array(z.union([z.literal(0), z.array(z.unknown())])).parse(entry[11]))
      .flatMap((type) => (type === 0 ? [] : z.string().parse(type[0])))
      .filter((pattern) => pattern !== '');
    expect(patterns.length).toBeGreaterThan(100);
    const fixed = patterns.flatMap(alternatives).filter((pattern) => !/\\d\{[3-7]\}$/.test(pattern));
    expect(fixed).toEqual([]);
  });

  it('gives a whole thousands block the same facts', () => {
    const blocks = Array.from({ length: 3_000 }, () => 12_000_000_000 + random(8_000_000) * 1_000);
    const split = blocks.filter((b) => {
      const facts = JSON.stringify(factsOf(b + random(1_000)));
      return facts !== JSON.stringify(factsOf(b + random(1_000))) || facts !== JSON.stringify(plan(b));
    });
    expect(split).toEqual([]);
  });

  it('names only countries that the store knows', () => {
    expect(Object.keys(metadata.countries).filter((country) => !regions.includes(country))).toEqual([]);
  });

  it('agrees on numbers of every calling code', () => {
    const numbers = [...callingCodes].flatMap((code) =>
      Array.from({ length: 30 }, (_, i) => Number(`${code}${digits(5 + (i % 7))}`)),
    );
    expect(differences(numbers, plan)).toEqual([]);
  });

  it('agrees on anything of 1 to 15 digits', () => {
    const numbers = Array.from({ length: 4_000 }, (_, i) => Number(digits(1 + (i % 15))));
    expect(differences(numbers, plan)).toEqual([]);
  });

  it.each([
    [12025550123, true, 'US', 'FIXED_LINE_OR_MOBILE'],
    [18005550123, true, '', 'TOLL_FREE'],
    [14165550123, true, 'CA', 'FIXED_LINE_OR_MOBILE'],
    [442079460123, true, 'GB', 'FIXED_LINE'],
    [12001550123, false, '', ''],
    [911, false, '', ''],
    [0, false, '', ''],
  ])('knows %d', (n, valid, region, lineType) => {
    expect(plan(n)).toEqual(libraryFacts(n));
    if (region !== '') expect(plan(n)).toEqual({ valid, region, lineType });
    expect(plan(n).valid).toBe(valid);
    expect(plan(n).lineType).toBe(lineType);
  });
});
