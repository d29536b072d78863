import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';
import type { ListedCampaign } from './listed.ts';

/** Statuses of candidates, in the order in which they are offered. */
export const statusNames = [
  'open',
  'pending',
  'confirmed',
  'dismissed',
  'closed',
  'withdrawn',
  'merged',
] as const satisfies readonly ListedCampaign['status'][];

/** What the address of this page may say. */
export const campaignsSearch = z.object({
  ...baseSearch,
  ...listSearch,
  status: z.enum(statusNames).optional(),
  origin: z.string().max(200).optional(),
  min_score: z.coerce.number().min(0).max(1).optional(),
  min_calls: z.coerce.number().int().min(0).optional(),
  q: z.string().max(200).optional(),
});
