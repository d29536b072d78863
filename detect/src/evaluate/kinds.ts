import type { z } from 'zod';
import type { labelledTraffic } from './queries.ts';
import { type Share, shareOf } from './share.ts';

export interface KindResult {
  readonly kind: string;
  readonly recall: Share;
}

type Traffic = z.infer<typeof labelledTraffic>;
/** A labelled campaign, and whether it was found. */
type Campaign = Pick<Traffic, 'calls' | 'calling_numbers' | 'first_ms' | 'last_ms' | 'from_abroad'> & {
  readonly found: boolean;
};

const hours = ({ first_ms, last_ms }: Campaign) => (last_ms - first_ms) / 3_600_000;

/** Ways to tell campaigns apart by what is stored of them: no label says more than a name. */
const axes: readonly ((campaign: Campaign) => string)[] = [
  ({ calls }) =>
    calls < 300 ? 'below 300 calls' : calls < 1_000 ? '300 to 1,000 calls' : '1,000 calls and more',
  ({ calling_numbers: callers, calls }) =>
    callers === 1 ? 'one number' : callers < calls / 10 ? 'numbers used often' : 'numbers hardly used twice',
  (campaign) =>
    hours(campaign) < 2 ? 'within two hours' : hours(campaign) < 12 ? 'over half a day' : 'longer',
  ({ from_abroad }) => (from_abroad > 0 ? 'from abroad' : 'not seen to come from abroad'),
];

/** Recall by kind of campaign, along each axis in turn. */
export function byKind(campaigns: readonly Campaign[]): KindResult[] {
  return axes.flatMap((axis) =>
    [...Map.groupBy(campaigns, axis)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, own]) => ({ kind, recall: shareOf(own.filter((c) => c.found).length, own.length) })),
  );
}
