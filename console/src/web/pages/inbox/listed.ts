import type { inboxKindsRoute, inboxList } from '../../../server/routes/inbox/inbox.ts';
import type { AnswerOf } from '../../api/ask.ts';

export type InboxRoute = typeof inboxList.json;
export type InboxRow = AnswerOf<InboxRoute>['items'][number];
export type InboxKinds = AnswerOf<typeof inboxKindsRoute>;

/** Key of a row: a thing may wait for several reasons. */
export const keyOf = ({ kind, id }: Pick<InboxRow, 'kind' | 'id'>): string => `${kind}:${id}`;
