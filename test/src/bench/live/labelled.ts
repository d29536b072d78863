import { minuteMs } from '@ringtrace/schemas/durations';
import type { LabelledCall } from '@ringtrace/simulator/call';
import { type DialerSpec, dialerCalls } from '@ringtrace/simulator/dialer';
import { type DrawnBulkCaller, drawBulkCallers } from '@ringtrace/simulator/drawn/bulk-callers';
import { type DrawnCampaign, drawCampaigns } from '@ringtrace/simulator/drawn/campaigns';
import { type DrawnTraffic, drawTraffic } from '@ringtrace/simulator/drawn/traffic';
import { everydayCalls } from '@ringtrace/simulator/everyday';
import { random } from '@ringtrace/simulator/random';
import { byLaterMoment, mergeByTime } from '@ringtrace/simulator/time-order';
import { leastCampaignCalls, type Plan, scaled } from './plan.ts';

/** Hours that the callers of the simulator are drawn for; a run then squeezes them into its own span. */
const drawnHours = 2;
const leastPopulation = 20_000;
const leastBulkCalls = 60;

/** When a call ends, ms since 1970, but for the time that its signals take on their way. Its records are sent then. */
export const endOf = ({ start, outcome: { ring, talk } }: LabelledCall) => start + ring + (talk ?? 0);

/** Calls are in the order in which they end. Those that go on after the run are left out. */
export interface Labelled extends DrawnTraffic {
  /** Campaigns that begin within the live part. */
  readonly during: ReadonlySet<string>;
}

/**
 * The part of a run's traffic of which everything is known: a drawn network with everyday calls, legitimate callers of many
 * and campaigns. Calls and numbers are the simulator's; when each caller begins and ends follows from the plan.
 */
export function labelledTraffic(plan: Plan): Labelled {
  const { seed, from, to } = plan;
  const drawn = drawTraffic({
    seed,
    calls: Math.max(leastPopulation, plan.everyday),
    campaigns: 0,
    bulkCallers: 0,
    hours: drawnHours,
    reportingShare: 1,
  });
  const world = { ...drawn.world, span: { from, to } };
  const draw = { seed, providers: [...world.providers.values()], hours: drawnHours };
  const campaigns = drawCampaigns(draw, plan.during.count + plan.before.count);
  const during = placed(campaigns.slice(0, plan.during.count), plan, plan.live);
  const before = placed(campaigns.slice(plan.during.count), plan, from);
  const bulkCallers = placedBulk(drawBulkCallers(draw, plan.bulk.count), plan);
  const all: readonly DialerSpec[] = [...bulkCallers, ...before, ...during];
  return {
    world,
    campaigns: [...before, ...during],
    bulkCallers,
    forwarders: [],
    directLines: [],
    during: new Set(during.map(({ name }) => name)),
    calls: (): Iterable<LabelledCall> =>
      byLaterMoment(
        mergeByTime([
          everydayCalls(world, plan.everyday),
          ...all.map((spec) => dialerCalls(world, spec, spec.calls)),
        ]),
        endOf,
        to,
      ),
  };
}

/** Each campaign begins within the first third of what is left from `begin` on, and goes on to the end of the run. */
function placed(campaigns: readonly DrawnCampaign[], plan: Plan, begin: number): DrawnCampaign[] {
  const share = begin === plan.live ? plan.during : plan.before;
  const calls = scaled(
    campaigns.map((c) => c.calls),
    share,
    leastCampaignCalls,
  );
  return campaigns.map((campaign, i) => {
    const rng = random(plan.seed, `begin of ${campaign.name}`);
    const at = begin + rng.between(0, (plan.to - begin) / 3);
    return {
      ...campaign,
      calls: calls[i] ?? campaign.calls,
      startMinute: (at - plan.from) / minuteMs,
      minutes: (plan.to - at) / minuteMs,
    };
  });
}

/** Legitimate callers of many call at any time of the run, as long as they are used to or as there is time. */
function placedBulk(callers: readonly DrawnBulkCaller[], plan: Plan): DrawnBulkCaller[] {
  const calls = scaled(
    callers.map((c) => c.calls),
    plan.bulk,
    leastBulkCalls,
  );
  const span = (plan.to - plan.from) / minuteMs;
  return callers.map((caller, i) => {
    const minutes = Math.min(caller.minutes, span);
    const startMinute = random(plan.seed, `begin of ${caller.name}`).between(0, span - minutes);
    return { ...caller, calls: calls[i] ?? caller.calls, startMinute, minutes };
  });
}
