import { z } from 'zod';

const contact = z.object({
  name: z.string(),
  /** Requests go by e-mail to this address; '' = none. */
  email: z.string(),
  telephone: z.string(),
});

export const providerDescription = z.object({
  name: z.string(),
  /** Other ids under which records or answers name the provider. */
  aliases: z.array(z.string()),
  former_names: z.array(z.string()),
  /** People and companies behind it: one operation may return under another name. */
  principals: z.array(z.string()),
  contacts: z.array(contact),
  /** Requests are posted to this URL; '' = none. */
  webhook: z.string(),
  /** IANA zone of the office that answers, such as 'America/Chicago'; '' = the calendar's own. */
  zone: z.string(),
  /** Name of a calendar in the settings; '' = the default one. */
  calendar: z.string(),
  country: z.string(),
  /** Ids of providers that this one continues, such as after a change of name. */
  continues: z.array(z.string()),
});
export type ProviderDescription = z.infer<typeof providerDescription>;

/** Events of a provider. */
export const providerEvents = {
  provider_described: providerDescription,
  /** The provider contests its scorecard. The objection is kept, and shown with the card. */
  objection_filed: z.object({
    objection_id: z.string(),
    by: z.string(),
    text: z.string(),
    card_as_of: z.number().int(),
  }),
  objection_answered: z.object({ objection_id: z.string(), text: z.string(), upheld: z.boolean() }),
} as const;

export interface Objection {
  readonly objection_id: string;
  readonly by: string;
  readonly text: string;
  readonly card_as_of: number;
  readonly filed_at: number;
  readonly answer: string;
  readonly upheld: boolean;
  readonly answered_at: number;
}

export interface Provider extends ProviderDescription {
  readonly kind: 'provider';
  readonly objections: readonly Objection[];
}
