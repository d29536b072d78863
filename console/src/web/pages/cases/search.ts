import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

export const sourceNames = ['campaign', 'agency', 'honeypot', 'complaint', 'enterprise'] as const;

/** What the address of this page may say. */
export const casesSearch = z.object({
  ...baseSearch,
  ...listSearch,
  status: z.enum(['open', 'closed']).optional(),
  source: z.enum(sourceNames).optional(),
  /** 'me' = whoever looks, '(nobody)' = nobody works on the case. */
  assignee: z.string().max(200).optional(),
  provider: z.string().max(200).optional(),
  only: z.enum(['overdue', 'drafts', 'held']).optional(),
  text: z.string().max(200).optional(),
});
