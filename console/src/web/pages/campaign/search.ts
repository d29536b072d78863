import { z } from 'zod';
import { baseSearch } from '../../state/search.ts';

/** What the address of this page may say. `example`: the example call that is shown as a ladder, from 1. */
export const campaignSearch = z.object({
  ...baseSearch,
  example: z.coerce.number().int().min(1).max(100).default(1),
});
