import { damagedNumber, isDamaged } from '@ringtrace/enrich/signalled';
import type { Cdr, CdrField } from '@ringtrace/schemas/cdr';
import { z } from 'zod';
import { readIso } from '../iso-time.ts';
import { moment } from '../written-time.ts';

const integerRule = 'must be a whole number of at most 9 digits';
const limit = 999_999_999;
const integer = z.union(
  [
    z.int(integerRule).min(-limit, integerRule).max(limit, integerRule),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ],
  integerRule,
);
const timeRule =
  "must be ISO 8601 with a zone, such as '2026-03-01T14:05:09.250Z' or '2026-03-01 09:05:09-05', or milliseconds since 1970";
/** Milliseconds since 1970, as text. No ISO 8601 form with a time has only digits, so the two can't be mixed up. */
const digits = /^\s*\d{1,15}\s*$/;
/** A moment, ms since 1970. Null where the value says that there is none. */
const momentOrNone = z.union([z.int(), z.string()], timeRule).transform((value, context) => {
  const read = typeof value === 'number' || digits.test(value) ? moment(Number(value)) : readIso(value);
  if (read === 'none') return null;
  if (read?.zoned) return read.ms;
  context.addIssue(timeRule);
  return z.NEVER;
});
/**
 * A time that must be given. A value such as '0', which means no time, becomes 0; the worker then refuses the record.
 */
const time = momentOrNone.transform((ms) => ms ?? 0);
const text = z.string('must be text');
const id = z.union([text, z.int().nonnegative().transform(String)], 'must be text or digits');
const number = id.refine((given) => !isDamaged(given), { error: damagedNumber });
const optional = text.nullable().default(null);

/** A rule for each canonical field. A calling number refuses the line only where a spreadsheet damaged it. */
const rules = {
  call_id: id,
  revision: integer.default(0),
  withdrawn: z.boolean('must be true or false').default(false),
  start_time: time,
  answer_time: momentOrNone.nullable().default(null),
  end_time: time,
  calling_number: number
    .nullable()
    .default('')
    .transform((caller) => caller ?? ''),
  called_number: number,
  upstream: optional,
  downstream: optional,
  ingress_trunk: optional,
  egress_trunk: optional,
  customer: id.nullable().default(null),
  sip_code: integer,
  attestation: optional,
  origid: optional,
  signer_ocn: id.nullable().default(null),
  verstat: text
    .nullable()
    .default('none')
    .transform((result) => result ?? 'none'),
  identity: optional,
  ingress_country: optional,
  caller_name: optional,
} satisfies { [K in CdrField]: z.ZodType<Cdr[K]> };

const record = z.strictObject(rules);

/** The field names that a canonical record may have. */
export const canonicalNames: readonly string[] = Object.keys(rules);

/** Reads an object with the canonical field names as a CDR, or gives the reason why it is none. */
export function readCanonical(value: unknown): Cdr | string {
  const parsed = record.safeParse(value);
  return parsed.success ? parsed.data : reasonOf(parsed.error.issues[0], value);
}

function reasonOf(issue: z.core.$ZodIssue | undefined, value: unknown): string {
  if (issue?.code === 'unrecognized_keys') {
    return `unknown field '${issue.keys.join("', '")}': the fields are ${canonicalNames.join(', ')}`;
  }
  const field = issue?.path[0];
  if (field === undefined) return 'is not a JSON object';
  const missing = typeof value === 'object' && value !== null && !(field in value);
  return `${String(field)}: ${missing ? 'is missing, and must be there' : issue?.message}`;
}
