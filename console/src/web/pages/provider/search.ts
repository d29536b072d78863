import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

export const providerTabs = [
  { id: 'card', label: 'Card' },
  { id: 'history', label: 'History' },
  { id: 'requests', label: 'Requests and answers' },
  { id: 'campaigns', label: 'Campaigns as origin' },
] as const;

/** What the address of this page may say. */
export const providerSearch = z.object({
  ...baseSearch,
  ...listSearch,
  as_of: z.iso.datetime({ offset: true }).optional(),
  tab: z.enum(['card', 'history', 'requests', 'campaigns']).default('card'),
});
