import { z } from 'zod';
import { consent, country, customer, said, time } from './parts.ts';

export const answerFormat = 'ringtrace.answer/1';

/** More answers than these belong into several files. */
export const mostAnswers = 10_000;

const every = {
  request: said.max(64).describe("Id of the request, such as 'req-7k3f9q2m4d'"),
  by: said.max(200).describe('Who answers for the provider').optional(),
  note: said.describe('Anything else that the group should know').optional(),
};

/** One answer to one request. */
export const answer = z.discriminatedUnion('kind', [
  z.strictObject({
    ...every,
    kind: z.literal('upstream').describe('Another provider handed us the call'),
    upstream: said.describe('Name or id of that provider'),
    country: country.optional(),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('own_customer').describe('Our own customer made the call'),
    customer,
    consent: consent.optional(),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('foreign_upstream').describe('A provider outside the country handed us the call'),
    upstream: said.describe('Name or id of that provider'),
    country,
  }),
  z.strictObject({
    ...every,
    kind: z.literal('own_gateway').describe('The call entered the country over our own gateway'),
    upstream: said.describe('Name or id of the provider that handed the call in').optional(),
    country: country.optional(),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('no_record').describe('We searched, and have no record of the call'),
    searched: z
      .strictObject({ from: time, to: time })
      .refine(({ from, to }) => Date.parse(from) <= Date.parse(to), {
        path: ['to'],
        error: 'must not be earlier than the start of the window',
      })
      .describe('The window that was searched'),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('retained_out').describe('Records of that time are no longer kept'),
    kept_days: z.number().int().min(0).max(36_500).describe('Days for which records are kept').optional(),
  }),
  z.strictObject({
    ...every,
    kind: z.literal('wrong_provider').describe('We are not the provider that is meant'),
  }),
  z.strictObject({ ...every, kind: z.literal('refused').describe('We do not answer'), reason: said }),
  z.strictObject({
    ...every,
    kind: z.literal('legal_process_required').describe('We answer to a subpoena or an order only'),
    reason: said.optional(),
  }),
]);

/** A file of one or many answers. A field that is not described here is refused. */
export const answerFile = z
  .strictObject({
    format: z.literal(answerFormat),
    answers: z.array(answer).min(1).max(mostAnswers),
  })
  .meta({ title: 'Answers of a provider to traceback requests' });

/** An answer as it is written; times are texts. */
export type WrittenAnswer = z.infer<typeof answer>;
