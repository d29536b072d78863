import type { LineType } from '@ringtrace/schemas/tables/cdr';
import metadataJson from 'libphonenumber-js/metadata.max.json';
import { z } from 'zod';

/** One country's (or one non-geographic code's) part of a numbering plan. */
interface CountryPlan {
  /** ISO 3166 code; '' for a code that belongs to no country. */
  readonly name: string;
  /** Whether a national number is this country's, among those that share its calling code. */
  owns(national: string): boolean;
  /** libphonenumber's type of a national number, undefined where it is not valid. */
  lineType(national: string): string | undefined;
}

export interface CallingCodePlan {
  /** The plan of numbers that no country of the code owns. */
  readonly main: CountryPlan;
  readonly countries: readonly CountryPlan[];
}

const lengths = z.array(z.number());
const none = z.literal(0).transform(() => undefined);
const typeEntry = z
  .tuple([z.string()], z.unknown())
  .transform(([pattern, own]) => ({ pattern, lengths: z.union([none, lengths.optional()]).parse(own) }));
const planFields = z.object({
  pattern: z.string(),
  lengths,
  leadingDigits: z.union([none, z.string()]).optional(),
  types: z.union([none, z.array(z.union([none, typeEntry]))]).optional(),
});
/** Positions as in libphonenumber-js, source/metadata.js, version 4; 0 stands for nothing. */
const countryEntry = z
  .array(z.unknown())
  .transform(([, , pattern, lengths, , , , , , , leadingDigits, types]) =>
    planFields.parse({ pattern, lengths, leadingDigits, types }),
  );
type CountryEntry = z.infer<typeof countryEntry>;

const metadata = z
  .object({
    version: z.literal(4),
    country_calling_codes: z.record(z.string(), z.array(z.string())),
    countries: z.record(z.string(), countryEntry),
    nonGeographic: z.record(z.string(), countryEntry),
  })
  .parse(metadataJson);

/** In the metadata's order. */
const typeNames = [
  'FIXED_LINE',
  'MOBILE',
  'TOLL_FREE',
  'PREMIUM_RATE',
  'PERSONAL_NUMBER',
  'VOICEMAIL',
  'UAN',
  'PAGER',
  'VOIP',
  'SHARED_COST',
] as const satisfies readonly LineType[];
/** In the order libphonenumber asks, after FIXED_LINE. */
const askedInOrder = [
  'MOBILE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
] as const;

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);

function compile(name: string, entry: CountryEntry): CountryPlan {
  const general = whole(entry.pattern);
  const leading = entry.leadingDigits === undefined ? undefined : new RegExp(`^(?:${entry.leadingDigits})`);
  const types = entry.types ?? [];
  const matchers = new Map<string, (national: string) => boolean>(
    types.flatMap((type, i) => {
      const typeName = typeNames[i];
      if (type === undefined || type.pattern === '' || typeName === undefined) return [];
      const pattern = whole(type.pattern);
      const allowed = type.lengths ?? entry.lengths;
      return [[typeName, (national) => allowed.includes(national.length) && pattern.test(national)]];
    }),
  );
  const is = (type: (typeof typeNames)[number], national: string) => matchers.get(type)?.(national) ?? false;
  // The metadata leaves the mobile pattern out where it is the same as the fixed-line one.
  const mobileIsFixed = !matchers.has('MOBILE');

  function lineType(national: string): string | undefined {
    if (!general.test(national)) return undefined;
    if (types.length === 0) return '';
    if (!is('FIXED_LINE', national)) return askedInOrder.find((type) => is(type, national));
    return mobileIsFixed || is('MOBILE', national) ? 'FIXED_LINE_OR_MOBILE' : 'FIXED_LINE';
  }
  return {
    name,
    lineType,
    owns: (national) => (leading === undefined ? lineType(national) !== undefined : leading.test(national)),
  };
}

function compileCode(code: string): CallingCodePlan {
  const global = metadata.nonGeographic[code];
  if (global !== undefined) {
    const plan = compile('', global);
    return { main: plan, countries: [plan] };
  }
  const countries = (metadata.country_calling_codes[code] ?? []).flatMap((name) => {
    const entry = metadata.countries[name];
    return entry === undefined ? [] : [compile(name, entry)];
  });
  const [main] = countries;
  if (main === undefined) throw new Error(`libphonenumber-js knows no plan for the calling code ${code}`);
  return { main, countries };
}

/** Every calling code there is; none is the beginning of another. */
export const callingCodes: ReadonlySet<string> = new Set([
  ...Object.keys(metadata.country_calling_codes),
  ...Object.keys(metadata.nonGeographic),
]);

const plans = new Map<string, CallingCodePlan>();

/** A calling code's plan, compiled when it is first asked for. */
export function planOf(code: string): CallingCodePlan {
  let plan = plans.get(code);
  if (plan === undefined) {
    plan = compileCode(code);
    plans.set(code, plan);
  }
  return plan;
}

const codes = new Map(
  Object.entries(metadata.country_calling_codes).flatMap(([code, countries]) =>
    countries.map((country) => [country, code] as const),
  ),
);

/** The calling code of an ISO 3166 country. */
export const callingCodeOf = (country: string): string | undefined => codes.get(country);
