import { agreements, type answerKinds, answerWays } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

export type AnswerKind = (typeof answerKinds)[number];

const country = z.string().regex(/^[A-Z]{2}$/, "two letters of ISO 3166, such as 'GB'");
const said = z.string().trim().min(1).max(2_000);
const window = z.object({ from: z.number().int(), to: z.number().int() });

/** A customer as its provider knows it. What is not said is left out. */
const customer = z.object({
  name: said,
  address: said.optional(),
  email: said.optional(),
  telephone: said.optional(),
  country: country.optional(),
  /** The provider's own know-your-customer decision, such as 'approved 2026-01-12 on articles of incorporation'. */
  know_your_customer: said.optional(),
});

/** Consent that is claimed and consent for which evidence was supplied are two things. */
const consent = z.object({
  claimed: z.boolean(),
  /** What was supplied, such as 'recording of 2026-02-01'; left out = nothing. */
  evidence: said.optional(),
});

/** The content of an answer. Times in ms since 1970. */
export const answerContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('upstream'),
    upstream: said,
    country: country.optional(),
    note: said.optional(),
  }),
  z.object({ kind: z.literal('own_customer'), customer, consent: consent.optional(), note: said.optional() }),
  z.object({ kind: z.literal('foreign_upstream'), upstream: said, country, note: said.optional() }),
  z.object({
    kind: z.literal('own_gateway'),
    upstream: said.optional(),
    country: country.optional(),
    note: said.optional(),
  }),
  z.object({ kind: z.literal('no_record'), searched: window, note: said.optional() }),
  z.object({
    kind: z.literal('retained_out'),
    kept_days: z.number().int().min(0).optional(),
    note: said.optional(),
  }),
  z.object({ kind: z.literal('wrong_provider'), note: said.optional() }),
  z.object({ kind: z.literal('refused'), reason: said, note: said.optional() }),
  z.object({ kind: z.literal('legal_process_required'), reason: said.optional(), note: said.optional() }),
]);
export type AnswerContent = z.infer<typeof answerContent>;

export const answerCheck = z.object({
  agreement: z.enum(agreements),
  /** A sentence for each record that agrees or contradicts. */
  findings: z.array(z.string()),
});
export type AnswerCheck = z.infer<typeof answerCheck>;

const given = z.object({
  content: answerContent,
  check: answerCheck,
  /** Who answered for the provider, as given; '' = not said. */
  by: z.string(),
  way: z.enum(answerWays),
  /** SHA-256 of the bytes that came in; they are kept. '' = typed in by hand. */
  sha256: z.string(),
});

/** Events of an answer. An amended answer keeps every earlier content in its stream. */
export const answerEvents = {
  answer_given: given.extend({ request_id: z.string(), traceback_id: z.string(), provider: z.string() }),
  answer_amended: given,
} as const;

export interface Answer {
  readonly kind: 'answer';
  readonly request_id: string;
  readonly traceback_id: string;
  readonly provider: string;
  readonly content: AnswerContent;
  readonly check: AnswerCheck;
  readonly by: string;
  readonly way: (typeof answerWays)[number];
  readonly sha256: string;
  readonly given_at: number;
  readonly amended_at: number;
  readonly amendments: number;
}
