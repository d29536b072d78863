import { z } from 'zod';

/** One run: what arrives, when, and how much is stored before. Stated by its settings alone, so that every process draws the same. */
export const planSettings = z.object({
  seed: z.number(),
  /** CDRs a second, of arrival and of event time alike. */
  rate: z.number(),
  /** How long they arrive, s. */
  seconds: z.number(),
  /** The most CDRs that are stored before. */
  stored: z.number(),
});
export type PlanSettings = z.infer<typeof planSettings>;

export interface Plan extends PlanSettings {
  /** Event time of the first CDR, of the first that arrives live, and of the end; ms since 1970. */
  readonly from: number;
  readonly live: number;
  readonly to: number;
  /** Everyday calls of the labelled network. */
  readonly everyday: number;
  /** Legitimate callers of many, and the calls they make together. */
  readonly bulk: Share;
  /** Campaigns that begin before the live part, and within it; the calls of each kind together. */
  readonly before: Share;
  readonly during: Share;
}

export interface Share {
  readonly count: number;
  readonly calls: number;
}

/** The live part begins half an hour into an hour, so that the hour and the one before hold what was stored before. */
const liveFrom = Date.UTC(2026, 2, 3, 15, 30);
const longestBeforeS = 5_400;

/** Shares of all legs, but for `during`: of those that arrive live. The rest is the national mix. */
const shares = { everyday: 0.1, bulk: 0.1, before: 0.05, during: 0.15 } as const;
/** Legs of a call that are reported, about. */
const legsPerCall = { everyday: 2.3, bulk: 3, campaign: 5 } as const;

const mostEveryday = 50_000;
/** Below it a campaign's 200th call comes too late, or never. */
export const leastCampaignCalls = 300;
const usualBulkCalls = 200;
const leastBulk = 15;
const mostBulk = 60;
const leastDuring = 1;
const mostCampaigns = 20;

const within = (low: number, value: number, high: number) => Math.max(low, Math.min(high, Math.floor(value)));

export function planOf(settings: PlanSettings): Plan {
  const { rate, seconds, stored } = settings;
  const beforeS = Math.min(longestBeforeS, Math.floor(stored / rate));
  const [beforeLegs, liveLegs] = [rate * beforeS, rate * seconds];
  const all = beforeLegs + liveLegs;
  const calls = (legs: number, share: number, perCall: number) => Math.round((legs * share) / perCall);
  const bulk = calls(all, shares.bulk, legsPerCall.bulk);
  const before = calls(beforeLegs, shares.before, legsPerCall.campaign);
  const during = calls(liveLegs, shares.during, legsPerCall.campaign);
  const duringCount = within(leastDuring, during / leastCampaignCalls, mostCampaigns);
  return {
    ...settings,
    from: liveFrom - 1_000 * beforeS,
    live: liveFrom,
    to: liveFrom + 1_000 * seconds,
    everyday: Math.min(mostEveryday, calls(all, shares.everyday, legsPerCall.everyday)),
    bulk: { count: within(leastBulk, bulk / usualBulkCalls, mostBulk), calls: bulk },
    before: { count: within(0, before / leastCampaignCalls, mostCampaigns), calls: before },
    during: { count: duringCount, calls: Math.max(during, duringCount * leastCampaignCalls) },
  };
}

/** Calls of each caller, in the proportion they were drawn in, so that all together make about `share.calls`; no more than drawn. */
export function scaled(drawn: readonly number[], { calls }: Share, least: number): number[] {
  const sum = drawn.reduce((total, n) => total + n, 0);
  const scale = Math.min(1, calls / Math.max(1, sum));
  return drawn.map((n) => Math.max(Math.min(n, least), Math.round(n * scale)));
}
