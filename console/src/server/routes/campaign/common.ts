import { NoSuchError } from '@ringtrace/cases/work/find';
import { z } from 'zod';
import { type FoundCampaign, findCampaign } from '../../queries/campaign.ts';
import type { Work } from '../../route/work.ts';

export const tag = 'Campaigns';

/** Path of a route about one campaign. */
export const params = z.strictObject({
  id: z.string().min(1).max(100).describe('Id of the campaign, or of its candidate'),
});

/** Throws NoSuchError. */
export async function theCampaign({ store }: Work, id: string): Promise<FoundCampaign> {
  const found = await findCampaign(store, id);
  if (found === undefined) throw noCampaign(id);
  return found;
}

export const noCampaign = (id: string) =>
  new NoSuchError(`there is no campaign or candidate '${id}': the list of campaigns has them all`);

/** ms since 1970 inside, ISO 8601 in UTC on the wire. */
export const isoOf = (ms: number) => new Date(ms).toISOString();

/** A share with its 95% bounds. */
export const shareShape = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  of: z.number().int().describe('Cases that it is a share of'),
});
