import { answerKinds } from '@ringtrace/schemas/casework/words';
import type { AnswerKind } from '../../model/answer.ts';

/** How a field is filled in. days: a whole number. claimed: yes, no, or not said. time: local time of the provider's office. */
type FieldType = 'line' | 'text' | 'country' | 'time' | 'days' | 'claimed';

/** One field of the form. */
export interface Field {
  /** Its name in the form. */
  readonly name: string;
  /** Where its value stands in an answer of the format `ringtrace.answer/1`. */
  readonly path: readonly string[];
  readonly label: string;
  readonly hint: string;
  readonly type: FieldType;
  readonly required: boolean;
}

/** One kind of answer, with the fields that belong to it. */
export interface KindOfAnswer {
  readonly kind: AnswerKind;
  readonly label: string;
  readonly fields: readonly Field[];
}

type Written = readonly [path: readonly string[], type: FieldType, label: string, hint?: string];

const needed = (kind: AnswerKind, [path, type, label, hint = '']: Written): Field => ({
  name: [kind, ...path].join('-'),
  path,
  label,
  hint,
  type,
  required: true,
});
const optional = (kind: AnswerKind, written: Written): Field => ({
  ...needed(kind, written),
  required: false,
});

const provider: Written = [
  ['upstream'],
  'line',
  'Name of that provider',
  'Its name, or its id such as an OCN',
];
const country: Written = [['country'], 'country', 'Its country', 'Two letters, such as GB'];

/** What an answer of each kind says. */
const kinds: { readonly [K in AnswerKind]: Omit<KindOfAnswer, 'kind'> } = {
  upstream: {
    label: 'Another provider sent us the call',
    fields: [needed('upstream', provider), optional('upstream', country)],
  },
  own_customer: {
    label: 'Our own customer made the call',
    fields: [
      needed('own_customer', [['customer', 'name'], 'line', 'Name of the customer']),
      optional('own_customer', [['customer', 'address'], 'text', 'Address']),
      optional('own_customer', [['customer', 'email'], 'line', 'E-mail address']),
      optional('own_customer', [['customer', 'telephone'], 'line', 'Telephone number']),
      optional('own_customer', [['customer', 'country'], 'country', 'Country', 'Two letters, such as US']),
      optional('own_customer', [
        ['customer', 'know_your_customer'],
        'text',
        'Your know-your-customer decision',
        "Such as 'approved 2026-01-12 on articles of incorporation'",
      ]),
      optional('own_customer', [
        ['consent', 'claimed'],
        'claimed',
        'Does the customer claim that the called parties agreed to such calls?',
      ]),
      optional('own_customer', [
        ['consent', 'evidence'],
        'text',
        'Evidence of consent that was supplied',
        'What you were shown, such as a recording or a web form with its date. Leave it empty where there is none',
      ]),
    ],
  },
  foreign_upstream: {
    label: 'A provider outside the country sent us the call',
    fields: [needed('foreign_upstream', provider), needed('foreign_upstream', country)],
  },
  own_gateway: {
    label: 'The call entered the country over our own gateway',
    fields: [
      optional('own_gateway', [['upstream'], 'line', 'Name of the provider that handed the call in']),
      optional('own_gateway', country),
    ],
  },
  no_record: {
    label: 'We searched, and have no record of the call',
    fields: [
      needed('no_record', [['searched', 'from'], 'time', 'Searched from']),
      needed('no_record', [['searched', 'to'], 'time', 'Searched to']),
    ],
  },
  retained_out: {
    label: 'Our records of that time are no longer kept',
    fields: [optional('retained_out', [['kept_days'], 'days', 'Days for which you keep records'])],
  },
  wrong_provider: { label: 'We are not the provider that is meant', fields: [] },
  refused: {
    label: 'We do not answer',
    fields: [needed('refused', [['reason'], 'text', 'Reason'])],
  },
  legal_process_required: {
    label: 'We answer to a subpoena or an order only',
    fields: [optional('legal_process_required', [['reason'], 'text', 'Reason'])],
  },
};

export const kindsOfAnswer: readonly KindOfAnswer[] = answerKinds.map((kind) => ({ kind, ...kinds[kind] }));

/** Fields of every kind of answer. */
export const everyAnswer: readonly Field[] = [
  {
    name: 'by',
    path: ['by'],
    label: 'Your name',
    hint: 'Who answers for the provider',
    type: 'line',
    required: false,
  },
  {
    name: 'note',
    path: ['note'],
    label: 'Note',
    hint: 'Anything else that the traceback group should know',
    type: 'text',
    required: false,
  },
];

/** The field of the kind itself. */
export const kindField = 'kind';

/** Every name that the form has, but those of its buttons. */
export const allNames: readonly string[] = [
  kindField,
  ...[...kindsOfAnswer.flatMap(({ fields }) => fields), ...everyAnswer].map(({ name }) => name),
];
