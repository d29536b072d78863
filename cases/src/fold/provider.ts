import type { CaseEvent } from '../model/events.ts';
import type { Provider } from '../model/provider.ts';
import type { Fold } from './fold.ts';

/** A provider that nobody has described yet can still file an objection. */
const undescribed: Provider = {
  kind: 'provider',
  name: '',
  aliases: [],
  former_names: [],
  principals: [],
  contacts: [],
  webhook: '',
  zone: '',
  calendar: '',
  country: '',
  continues: [],
  objections: [],
};

export const foldProvider: Fold<'provider'> = (before = undescribed, event) => {
  switch (event.type) {
    case 'provider_described':
      return { ...before, ...event.data };
    case 'objection_filed':
      return { ...before, objections: [...before.objections, filed(event)] };
    case 'objection_answered':
      return { ...before, objections: before.objections.map((one) => answered(one, event)) };
  }
};

const filed = ({ at, data }: CaseEvent<'provider'> & { type: 'objection_filed' }) => ({
  ...data,
  filed_at: at,
  answer: '',
  upheld: false,
  answered_at: 0,
});

const answered = (
  objection: Provider['objections'][number],
  { at, data }: CaseEvent<'provider'> & { type: 'objection_answered' },
) =>
  objection.objection_id === data.objection_id
    ? { ...objection, answer: data.text, upheld: data.upheld, answered_at: at }
    : objection;
