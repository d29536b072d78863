import type { Cdr, CdrField } from '@ringtrace/schemas/cdr';
import { z } from 'zod';
import type { FeedFormat, FeedRecord } from './format.ts';
import { type Line, readLines } from './lines.ts';

const whole = z.int('must be a whole number');
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
  "must be ISO 8601 with a zone, such as '2026-03-01T14:05:09.250Z', or milliseconds since 1970";
const time = z.union(
  [whole, z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))],
  timeRule,
);
const text = z.string('must be text');
const number = z.union([text, z.int().nonnegative().transform(String)], 'must be text or digits');
const optional = text.nullable().default(null);

/** One rule for each canonical field; a caller is never a reason to refuse a line. */
const rules = {
  call_id: number,
  revision: integer.default(0),
  withdrawn: z.boolean('must be true or false').default(false),
  start_time: time,
  answer_time: time.nullable().default(null),
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
  customer: number.nullable().default(null),
  sip_code: integer,
  attestation: optional,
  origid: optional,
  signer_ocn: number.nullable().default(null),
  verstat: text
    .nullable()
    .default('none')
    .transform((result) => result ?? 'none'),
  identity: optional,
  ingress_country: optional,
  caller_name: optional,
} satisfies { [K in CdrField]: z.ZodType<Cdr[K]> };

const record = z.strictObject(rules);

function reasonOf(issue: z.core.$ZodIssue | undefined, value: unknown): string {
  if (issue?.code === 'unrecognized_keys') {
    return `unknown field '${issue.keys.join("', '")}': the fields are ${Object.keys(rules).join(', ')}`;
  }
  const field = issue?.path[0];
  if (field === undefined) return 'is not a JSON object';
  const missing = typeof value === 'object' && value !== null && !(field in value);
  return `${String(field)}: ${missing ? 'is missing, and must be there' : issue?.message}`;
}

function read({ line, text: json, cut }: Line): FeedRecord {
  if (cut) return { line, reason: 'is longer than a record can be', text: json };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { line, reason: 'is not JSON', text: json };
  }
  const parsed = record.safeParse(value);
  if (parsed.success) return { line, cdr: parsed.data };
  return { line, reason: reasonOf(parsed.error.issues[0], value), text: json };
}

/**
 * Canonical JSON Lines: one object a line with the field names of `schemas/src/cdr.ts`. Nullable fields and those
 * with a default may be left out. An unknown field refuses its line: a misspelt name must not lose its value.
 */
export const jsonl: FeedFormat = {
  name: 'jsonl',
  needsTimezone: false,
  async *read(source) {
    for await (const lines of readLines(source)) for (const line of lines) yield read(line);
  },
};
