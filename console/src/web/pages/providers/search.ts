import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

export const roles = ['terminating', 'transit', 'gateway', 'originating', 'foreign', 'unknown'] as const;

/** What the address of this page may say. */
export const providersSearch = z.object({
  ...baseSearch,
  ...listSearch,
  as_of: z.iso.datetime({ offset: true }).optional(),
  role: z.enum(roles).optional(),
  provider: z.string().max(100).optional(),
  traced: z.literal('true').optional(),
});
