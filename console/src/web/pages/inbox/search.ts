import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';
import type { InboxRow } from './listed.ts';

/** Kinds of rows, as the server has them. */
const kindNames = [
  'undelivered',
  'overdue',
  'contradicted',
  'draft',
  'stuck',
  'ongoing',
  'confirmed',
  'due',
  'stopped',
  'case',
  'pending',
] as const satisfies readonly InboxRow['kind'][];

/** What the address of this page may say. */
export const inboxSearch = z.object({
  ...baseSearch,
  ...listSearch,
  kind: z.enum(kindNames).optional(),
  /** 'me' = whoever looks, '(nobody)' = nobody works on the case. */
  assignee: z.string().max(200).optional(),
  provider: z.string().max(200).optional(),
});
