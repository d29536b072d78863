import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

export const states = ['silent', 'rejecting', 'late', 'new', 'ok'] as const;

/** What the address of this page may say. */
export const feedsSearch = z.object({
  ...baseSearch,
  ...listSearch,
  state: z.enum(states).optional(),
  carrier: z.string().max(64).optional(),
});
