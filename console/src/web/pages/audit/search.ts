import { kinds } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

export const auditTabs = [
  { id: 'log', label: 'Log of casework' },
  { id: 'check', label: 'Check' },
  { id: 'people', label: 'Changes of people' },
] as const;

/** What the address of this page may say. */
export const auditSearch = z.object({
  ...baseSearch,
  ...listSearch,
  tab: z.enum(['log', 'check', 'people']).default('log'),
  actor: z.string().max(200).optional(),
  kind: z.enum(kinds).optional(),
  type: z.string().max(200).optional(),
  thing: z.string().max(200).optional(),
  head: z.string().max(64).optional(),
});
