import { hourMs } from '@ringtrace/schemas/durations';
import type { CampaignResult } from './results.ts';
import { type Share, shareOf } from './share.ts';

/** A kind of campaign, and the share of such campaigns that was found. */
export interface KindResult {
  readonly kind: string;
  readonly recall: Share;
}

const hours = ({ first_ms, last_ms }: CampaignResult) => (last_ms - first_ms) / hourMs;

/** Kinds of campaign, by what is stored of its calls. Labels hold only names. */
const axes: readonly ((campaign: CampaignResult) => string)[] = [
  ({ calls }) =>
    calls < 300 ? 'below 300 calls' : calls < 1_000 ? '300 to 1,000 calls' : '1,000 calls and more',
  ({ calling_numbers: callers, calls }) =>
    callers === 1 ? 'one number' : callers < calls / 10 ? 'numbers used often' : 'numbers hardly used twice',
  (campaign) =>
    hours(campaign) < 2 ? 'within two hours' : hours(campaign) < 12 ? 'over half a day' : 'longer',
  ({ from_abroad }) => (from_abroad > 0 ? 'from abroad' : 'not seen to come from abroad'),
];

/** The share of campaigns found, by kind, for each way of sorting them. */
export function byKind(campaigns: readonly CampaignResult[]): KindResult[] {
  return axes.flatMap((axis) =>
    [...Map.groupBy(campaigns, axis)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, own]) => ({ kind, recall: shareOf(own.filter((c) => c.found).length, own.length) })),
  );
}
