import type { RowOf } from '@ringtrace/schemas/table';
import type { answersStore } from '@ringtrace/schemas/tables/casework';
import type { Answer, AnswerContent } from '../../model/answer.ts';
import type { CaseEvent } from '../../model/events.ts';
import { after } from './after.ts';

/** Columns of an answer that only some kinds of answers fill. */
const nothingSaid = {
  upstream: '',
  country: '',
  customer_name: '',
  customer_address: '',
  customer_contact: '',
  know_your_customer: '',
  consent_claimed: false,
  consent_evidence: '',
  searched_from: 0,
  searched_to: 0,
  reason: '',
};

function saidIn(content: AnswerContent): Partial<typeof nothingSaid> {
  switch (content.kind) {
    case 'upstream':
    case 'foreign_upstream':
    case 'own_gateway':
      return { upstream: content.upstream ?? '', country: content.country ?? '' };
    case 'own_customer':
      return customerIn(content);
    case 'no_record':
      return { searched_from: content.searched.from, searched_to: content.searched.to };
    case 'refused':
    case 'legal_process_required':
      return { reason: content.reason ?? '' };
    case 'retained_out':
      return { reason: content.kept_days === undefined ? '' : `records are kept ${content.kept_days} days` };
    case 'wrong_provider':
      return {};
  }
}

function customerIn({ customer, consent }: Extract<AnswerContent, { kind: 'own_customer' }>) {
  const { name, address = '', email, telephone, country = '', know_your_customer = '' } = customer;
  return {
    customer_name: name,
    customer_address: address,
    customer_contact: [email, telephone].filter((one) => one !== undefined).join(', '),
    country,
    know_your_customer,
    consent_claimed: consent?.claimed ?? false,
    consent_evidence: consent?.evidence ?? '',
  };
}

export function answerRow(
  { kind: _, content, check, by, ...state }: Answer,
  event: CaseEvent<'answer'>,
): RowOf<typeof answersStore> {
  return {
    answer_id: event.ref.id,
    ...state,
    kind: content.kind,
    ...nothingSaid,
    ...saidIn(content),
    note: content.note ?? '',
    ...check,
    given_by: by,
    ...after(event),
  };
}
