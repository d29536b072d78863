import type { LabelledCall } from '../call.ts';
import { type DialerSpec, dialerCalls } from '../dialer.ts';
import { everydayCalls } from '../everyday.ts';
import { forwardingOfLines, withForwarding } from '../forwarding.ts';
import { createPopulation } from '../population.ts';
import { hash32, hashText, random } from '../random.ts';
import { mergeByTime } from '../time-order.ts';
import type { World } from '../world.ts';
import { type DrawnBulkCaller, drawBulkCallers } from './bulk-callers.ts';
import { type DrawnCampaign, drawCampaigns } from './campaigns.ts';
import { type DirectLines, directLineCalls, drawDirectLines } from './direct-lines.ts';
import { callsToForwarder, drawForwarders, type Forwarder, forwardingOf } from './forwarders.ts';
import { callsFromAbroad } from './from-abroad.ts';
import { drawProviders } from './network.ts';

export type DrawnSettings = {
  readonly seed: number;
  /** Number of everyday calls. Campaigns, bulk callers and forwarders come on top, and one call from abroad in 30. */
  readonly calls: number;
  readonly campaigns: number;
  readonly bulkCallers: number;
  /**
   * Length of the span in which calls are made, hours. It begins on a Tuesday at 14:00 UTC: 12 is a day, 60 are three
   * days.
   */
  readonly hours: number;
  /** Share of the US providers that report their CDRs, 0 to 1. */
  readonly reportingShare: number;
};

/** Traffic that is drawn from the seed as a whole: the network, its campaigns and its legitimate bulk callers. */
export type DrawnTraffic = {
  readonly world: World;
  readonly campaigns: readonly DrawnCampaign[];
  readonly bulkCallers: readonly DrawnBulkCaller[];
  /** Businesses that forward the calls they get. They come on top of the bulk callers. */
  readonly forwarders: readonly Forwarder[];
  /** Businesses with direct lines that dial out by two providers. They come on top, too. */
  readonly directLines: readonly DirectLines[];
  /** The calls in order of time. Each iteration gives the same calls. */
  readonly calls: () => Iterable<LabelledCall>;
};

/**
 * Assumptions: beside 20 bulk callers there is one business that forwards its calls, and one with direct lines. One call in 30 is an honest one
 * from abroad.
 */
const [bulkCallersPerBusiness, everydayPerAbroad] = [20, 30];

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
  const businesses = Math.round(settings.bulkCallers / bulkCallersPerBusiness);
  const forwarders = drawForwarders(world, businesses);
  const directLines = drawDirectLines(world, hours, businesses);
  const [ofBusinesses, ofLines] = [forwardingOf(world, forwarders), forwardingOfLines(world)];
  const made = (spec: DialerSpec) => dialerCalls(world, spec, spec.calls);
  return {
    world,
    campaigns,
    bulkCallers,
    forwarders,
    directLines,
    calls: () =>
      mergeByTime([
        withForwarding(
          world,
          random(seed, 'forwarding'),
          mergeByTime([
            everydayCalls(world, settings.calls),
            callsFromAbroad(world, Math.round(settings.calls / everydayPerAbroad)),
            ...forwarders.map((forwarder) => callsToForwarder(world, forwarder)),
            ...[...bulkCallers, ...campaigns].map(made),
          ]),
          (called) => ofBusinesses(called) ?? ofLines(called),
        ),
        // Not forwarded: which calls are is drawn in turn, so these would change the others.
        ...directLines.map((business) => directLineCalls(world, business)),
      ]),
  };
}

/** The ids of the providers that report. They follow from the seed. A greater share adds some and removes none. */
function reporters({ seed, reportingShare }: DrawnSettings, ids: readonly string[]): ReadonlySet<string> {
  const ranked = ids
    .map((id) => ({ id, rank: hash32(seed, hashText(id), hashText('reports')) }))
    .sort((a, b) => a.rank - b.rank);
  return new Set(ranked.slice(0, Math.round(reportingShare * ids.length)).map(({ id }) => id));
}
