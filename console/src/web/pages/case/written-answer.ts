import type { ActField } from '../../parts/act-field.tsx';

/** Kinds of answers with what each one says, in the words of whoever types it in. */
export const kinds = [
  ['upstream', 'another provider handed it the call'],
  ['own_customer', 'its own customer made the call'],
  ['foreign_upstream', 'a provider abroad handed it the call'],
  ['own_gateway', 'the call came in over its own gateway'],
  ['no_record', 'it searched, and has no record'],
  ['retained_out', 'records of that time are not kept any more'],
  ['wrong_provider', 'it is not the provider that is meant'],
  ['refused', 'it does not answer'],
  ['legal_process_required', 'it answers to a subpoena or an order only'],
] as const;
export type Kind = (typeof kinds)[number][0];

const country: ActField = { name: 'country', label: 'Country', hint: "Two letters, such as 'GB'." };
const upstream: ActField = { name: 'upstream', label: 'Upstream provider: id or name', required: true };
const reasonGiven: ActField = { name: 'reason_given', label: 'The reason that it gives', kind: 'textarea' };

const fieldsOf: Readonly<Record<Kind, readonly ActField[]>> = {
  upstream: [upstream, country],
  own_customer: [
    { name: 'name', label: 'Name of the customer', required: true },
    { name: 'address', label: 'Address' },
    { name: 'email', label: 'E-mail' },
    { name: 'telephone', label: 'Telephone' },
    country,
    {
      name: 'know_your_customer',
      label: "The provider's own know-your-customer decision",
      hint: "Such as 'approved 2026-01-12 on articles of incorporation'.",
    },
    {
      name: 'claimed',
      label: 'Does the customer claim that the called parties agreed?',
      kind: 'select',
      options: [
        { value: '', label: 'not said' },
        { value: 'true', label: 'yes, it claims consent' },
        { value: 'false', label: 'no' },
      ],
    },
    { name: 'evidence', label: 'Evidence of consent that was supplied' },
  ],
  foreign_upstream: [upstream, { ...country, required: true }],
  own_gateway: [{ ...upstream, required: false }, country],
  no_record: [
    { name: 'from', label: 'Searched from (UTC)', kind: 'datetime-local', required: true },
    { name: 'to', label: 'Searched to (UTC)', kind: 'datetime-local', required: true },
  ],
  retained_out: [{ name: 'kept_days', label: 'Days for which it keeps records', kind: 'number' }],
  wrong_provider: [],
  refused: [{ ...reasonGiven, required: true }],
  legal_process_required: [reasonGiven],
};

/** Fields of an answer of a kind. */
export const fieldsOfKind = (kind: Kind): readonly ActField[] => [
  ...fieldsOf[kind],
  { name: 'by', label: 'Who answers for the provider' },
  { name: 'note', label: 'Anything else that was said', kind: 'textarea' },
];

type Values = Readonly<Record<string, string>>;

/** ISO 8601 of what a field for a time holds; as typed where that is no time, so that the server names the fault. */
export function isoOf(typed: string): string {
  const ms = Date.parse(`${typed}Z`);
  return Number.isFinite(ms) ? new Date(ms).toISOString() : typed;
}

/** An answer in the format ringtrace.answer/1. What was left out is left out there. */
export function writtenAnswer(request: string, kind: Kind, values: Values): object {
  const said = (...names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name): [string, string][] => {
        const value = values[name] ?? '';
        return value === '' ? [] : [[name, value]];
      }),
    );
  return { request, kind, ...said('by', 'note'), ...contentOf(kind, values, said) };
}

function contentOf(kind: Kind, values: Values, said: (...names: readonly string[]) => Values): object {
  switch (kind) {
    case 'upstream':
    case 'foreign_upstream':
    case 'own_gateway':
      return said('upstream', 'country');
    case 'own_customer':
      return {
        customer: said('name', 'address', 'email', 'telephone', 'country', 'know_your_customer'),
        ...consentOf(values, said),
      };
    case 'no_record':
      return { searched: { from: isoOf(values['from'] ?? ''), to: isoOf(values['to'] ?? '') } };
    case 'retained_out': {
      const days = values['kept_days'] ?? '';
      return days === '' ? {} : { kept_days: Number(days) };
    }
    case 'wrong_provider':
      return {};
    case 'refused':
    case 'legal_process_required': {
      const reason = values['reason_given'] ?? '';
      return reason === '' ? {} : { reason };
    }
  }
}

/** Consent that is claimed, and evidence of it, are two things. Evidence alone says that it is claimed. */
function consentOf(values: Values, said: (...names: readonly string[]) => Values): object {
  const claimed = values['claimed'] ?? '';
  const evidence = said('evidence');
  if (claimed === '' && Object.keys(evidence).length === 0) return {};
  return { consent: { claimed: claimed !== 'false', ...evidence } };
}
