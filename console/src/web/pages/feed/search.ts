import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

export const feedTabs = [
  { id: 'rate', label: 'Rate and sources' },
  { id: 'rejects', label: 'Rejects' },
  { id: 'dead', label: 'Dead letters' },
  { id: 'gaps', label: 'Missing batches' },
] as const;

const place = z.coerce.number().int();

/** What the address of this page may say. `at_...` name one dead letter: its place in Kafka. */
export const feedSearch = z.object({
  ...baseSearch,
  ...listSearch,
  tab: z.enum(['rate', 'rejects', 'dead', 'gaps']).default('rate'),
  by: z.enum(['calls', 'received']).default('calls'),
  why: z.string().max(300).optional(),
  field: z.string().max(300).optional(),
  source: z.string().max(300).optional(),
  status: z.enum(['open', 'replayed', 'closed']).optional(),
  at_partition: place.min(0).optional(),
  at_offset: place.min(0).optional(),
  at_record: place.min(-1).optional(),
});
