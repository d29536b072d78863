import type { campaignRoute } from '../../../server/routes/campaign/campaign.ts';
import type { AnswerOf } from '../../api/ask.ts';

/** What the top of the page shows. */
export type ShownCampaign = AnswerOf<typeof campaignRoute>;

type Kind = 'ok' | 'warn' | 'bad' | 'info' | 'plain';

/** How a status looks, and what it means. */
export const statuses: Readonly<
  Record<ShownCampaign['status'], { readonly kind: Kind; readonly words: string }>
> = {
  pending: {
    kind: 'info',
    words: 'Not open yet: records that are still to come may change it, or take it away.',
  },
  open: { kind: 'warn', words: 'Nobody has decided yet.' },
  confirmed: { kind: 'bad', words: 'A person confirmed that this is a campaign.' },
  dismissed: { kind: 'ok', words: 'A person decided that this is no campaign.' },
  withdrawn: {
    kind: 'plain',
    words: 'Later records exonerate these calls. They may be in another candidate.',
  },
  merged: { kind: 'plain', words: 'This campaign became part of another one.' },
  closed: { kind: 'plain', words: 'It ended long ago, and nobody decided.' },
};

const dropped = 'The records of these calls are no longer stored.';
const moved = 'Detection no longer counts these calls to this campaign.';

/** Why a campaign has no calls to show. */
export const whyNoCalls: Readonly<Record<ShownCampaign['status'], string>> = {
  pending: dropped,
  open: dropped,
  confirmed: dropped,
  closed: dropped,
  merged: 'These calls now belong to the campaign that this one became part of.',
  // A dismissed caller stays silent from then on: its calls are judged again without it.
  dismissed: moved,
  withdrawn: moved,
};

/** What stands for the time of opening where there is none. */
export const unopened = (status: ShownCampaign['status']) => (status === 'pending' ? 'not yet' : 'never');

/** 2,345 */
export const inFull = (count: number) => count.toLocaleString('en-US');

/** A probability as people say it. */
export const inHundred = (score: number) => `${Math.round(100 * score)} in 100`;

/** What the person saw when deciding. */
export const seenBy = ({ revision, verdict }: ShownCampaign) => ({
  revision,
  version: verdict?.version ?? 0,
});
