import type { LabelledCall } from '../call.ts';
import { type DialerSpec, dialerCalls } from '../dialer.ts';
import { everydayCalls } from '../everyday.ts';
import { createPopulation } from '../population.ts';
import { hash32, hashText, random } from '../random.ts';
import { mergeByTime } from '../time-order.ts';
import type { World } from '../world.ts';
import { type DrawnBulkCaller, drawBulkCallers } from './bulk-callers.ts';
import { type DrawnCampaign, drawCampaigns } from './campaigns.ts';
import { drawProviders } from './network.ts';

export type DrawnSettings = {
  readonly seed: number;
  /** Everyday calls; campaigns and bulk callers come on top. */
  readonly calls: number;
  readonly campaigns: number;
  readonly bulkCallers: number;
  /** How long calls are made, hours, from 14:00 UTC of a Tuesday on: 12 is a day, 60 three. */
  readonly hours: number;
  /** Share of the US providers that report, 0 to 1. */
  readonly reportingShare: number;
};

/** Traffic of which everything is drawn from the seed: the network, its campaigns, its legitimate callers of many. */
export type DrawnTraffic = {
  readonly world: World;
  readonly campaigns: readonly DrawnCampaign[];
  readonly bulkCallers: readonly DrawnBulkCaller[];
  /** In order of time; the same each time. */
  readonly calls: () => Iterable<LabelledCall>;
};

const begin = Date.UTC(2026, 2, 3, 14);

export function drawTraffic(settings: DrawnSettings): DrawnTraffic {
  const { seed, hours } = settings;
  const drawn = drawProviders(seed);
  const reporting = reporters(
    settings,
    drawn.filter((p) => p.member).map((p) => p.id),
  );
  const providers = drawn.map((p) => ({
    ...p,
    member: reporting.has(p.id),
    clockOffset: Math.round(random(seed, `clock ${p.id}`).between(-1500, 1500)),
  }));
  const world: World = {
    seed,
    providers: new Map(providers.map((p) => [p.id, p])),
    population: createPopulation(seed, settings.calls, providers),
    span: { from: begin, to: begin + hours * 3_600_000 },
  };
  const campaigns = drawCampaigns({ seed, providers, hours }, settings.campaigns);
  const bulkCallers = drawBulkCallers({ seed, providers, hours }, settings.bulkCallers);
  const made = (spec: DialerSpec) => dialerCalls(world, spec, spec.calls);
  return {
    world,
    campaigns,
    bulkCallers,
    calls: () =>
      mergeByTime([everydayCalls(world, settings.calls), ...[...bulkCallers, ...campaigns].map(made)]),
  };
}

/** Who reports follows from the seed; with a greater share the same ones and some more. */
function reporters({ seed, reportingShare }: DrawnSettings, ids: readonly string[]): ReadonlySet<string> {
  const ranked = ids
    .map((id) => ({ id, rank: hash32(seed, hashText(id), hashText('reports')) }))
    .sort((a, b) => a.rank - b.rank);
  return new Set(ranked.slice(0, Math.round(reportingShare * ids.length)).map(({ id }) => id));
}
