import { consent, country, customer, said } from '@ringtrace/schemas/casework/parts';
import { agreements, type answerKinds, answerWays } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

export type AnswerKind = (typeof answerKinds)[number];

const window = z.object({ from: z.number().int(), to: z.number().int() });

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
  /** SHA-256 of the bytes that came in, without other answers of the same file; they are kept. '' = typed in by hand. */
  sha256: z.string(),
  /** SHA-256 of the whole file that the answer came in; it is kept. Left out: it came by itself. */
  file_sha256: z.string().optional(),
  /** When the answer reached the group, where somebody wrote it down later; left out = as it was written down. ms since 1970. */
  received_at: z.number().int().optional(),
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
  readonly file_sha256?: string | undefined;
  /** When the content that counts now reached the group, and when the first one was written down. ms since 1970. */
  readonly received_at: number;
  readonly given_at: number;
  readonly amended_at: number;
  readonly amendments: number;
}
