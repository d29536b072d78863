import { z } from 'zod';

/** Text that a person wrote, without spaces at its ends. */
export const said = z.string().trim().min(1).max(2_000);

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe("Two letters of ISO 3166, such as 'GB'");

/** A time with its offset from UTC, such as '2026-03-20T19:00:00Z' or '2026-03-20T15:00:00-04:00'. */
export const time = z.iso
  .datetime({ offset: true })
  .describe("Time with seconds and its offset from UTC, such as '2026-03-20T15:00:00-04:00'");

/** A customer as its provider knows it. What is not said is left out. */
export const customer = z.strictObject({
  name: said,
  address: said.optional(),
  email: said.optional(),
  telephone: said.optional(),
  country: country.optional(),
  know_your_customer: said
    .describe(
      "The provider's own know-your-customer decision, such as 'approved 2026-01-12 on articles of incorporation'",
    )
    .optional(),
});

/** Consent that is claimed and consent for which evidence was supplied are two things. */
export const consent = z.strictObject({
  claimed: z.boolean().describe('Whether the customer claims that the called parties agreed to such calls'),
  evidence: said
    .describe("What was supplied, such as 'recording of 2026-02-01'; left out = nothing")
    .optional(),
});
