import type { Span } from './arrivals.ts';
import type { LabelledCall } from './call.ts';
import type { Outcome } from './outcome.ts';
import { createPopulation, type Population } from './population.ts';
import { exampleProviders, type Provider } from './providers.ts';
import { hash32, hashText, type Random, random } from './random.ts';
import { type Providers, route, type Way } from './route.ts';
import { type Attests, sign } from './signing.ts';

export type Settings = {
  readonly seed: number;
  /** Number of legs that the reporting carriers write, to within 2%. */
  readonly legs: number;
  /** Share of the members that report, 0 to 1. The seed decides which. Default: 1. */
  readonly reportingShare?: number;
};

/** What calls are made in: the providers, the lines and the span of time. */
export type World = {
  readonly seed: number;
  readonly providers: Providers;
  readonly population: Population;
  readonly span: Span;
};

/**
 * Six hours of Tuesday 2026-03-03: 11:00 to 17:00 on the US east coast, 8:00 to 14:00 on the west coast. So honest bulk
 * callers may call everywhere (allowed from 8:00 to 21:00 at the called party).
 */
export const exampleSpan: Span = { from: Date.UTC(2026, 2, 3, 16), to: Date.UTC(2026, 2, 3, 22) };

/** Lines for each leg. This gives about one everyday call a line in the six hours. */
const linesPerLeg = 1 / 3;

export function createWorld({ seed, legs, reportingShare = 1 }: Settings): World {
  const members = exampleProviders
    .filter((p) => p.member)
    .map((p) => ({ id: p.id, rank: hash32(seed, hashText(p.id), hashText('reports')) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, Math.round(reportingShare * exampleProviders.filter((p) => p.member).length))
    .map((p) => p.id);
  const providers: readonly Provider[] = exampleProviders.map((p) => ({
    ...p,
    member: members.includes(p.id),
    clockOffset: Math.round(random(seed, `clock ${p.id}`).between(-1500, 1500)),
  }));
  return {
    seed,
    providers: new Map(providers.map((p) => [p.id, p])),
    population: createPopulation(seed, legs * linesPerLeg, providers),
    span: exampleSpan,
  };
}

/** What a traffic generator decides about a call. The call's path and signature follow from it. */
export type CallPlan = Pick<LabelledCall, 'kind' | 'start' | 'calling' | 'called'> & {
  readonly from: Provider;
  readonly to: Provider;
  readonly outcome: Outcome;
  readonly attests: Attests;
  readonly customer: string | null;
  readonly campaign?: string;
  readonly callerName?: string | null;
  /** How the call is sold on. Default: 'direct'. */
  readonly way?: Way;
};

export function makeCall(world: World, rng: Random, plan: CallPlan): LabelledCall {
  const { kind, start, calling, called, from, outcome, customer } = plan;
  const path = route(rng, world.providers, plan);
  const origin = customer ?? from.id;
  return {
    id: rng.below(0x1_0000_0000),
    kind,
    campaign: plan.campaign ?? '',
    start,
    calling,
    called,
    path,
    outcome,
    customer,
    signature: sign(rng, path, { attests: plan.attests, origin, seed: world.seed }),
    ingressCountry: from.country === 'US' ? null : from.country,
    callerName: plan.callerName ?? null,
  };
}

/** The opaque id that a provider has for a business customer. */
export function customerId(world: World, provider: Provider, who: string): string {
  return `c${hash32(world.seed, hashText(provider.id), hashText(who)).toString(16).padStart(8, '0')}`;
}
