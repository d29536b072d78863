import type { CallPath } from '@ringtrace/detect/trace/path';
import { traceFrom } from '@ringtrace/detect/trace/trace';
import { random } from '@ringtrace/simulator/random';
import { createCalls, type Habits, type TrueCall } from './calls.ts';
import { legsOf, type Noise, type TrueLeg } from './legs.ts';
import { memorySource } from './memory-source.ts';
import { createNetwork, type NetworkOptions } from './network.ts';
import { questionOf, type Score, scoreOf } from './score.ts';

export type Scenario = NetworkOptions & Habits & Noise;

export const ordinary: Scenario = {
  reporting: 1,
  skewS: 1,
  lying: 0,
  mute: 0,
  redialled: 0.02,
  rerouted: 0.02,
  forked: 0.02,
  forwarded: 0.02,
  withheld: 0.03,
  prefixed: 0.03,
  masked: 0,
  crowd: 0,
  duplicates: 0,
  origids: true,
  endings: true,
};

/** What the figures are held to within one point under. */
export const rough = { redialled: 0.05, rerouted: 0.05, duplicates: 0.05, skewS: 10 } as const;

export interface Traced {
  readonly call: TrueCall;
  readonly legs: readonly TrueLeg[];
  readonly path: CallPath | undefined;
  readonly score: Score;
}

/** A seeded network and its calls, each traced among the others' legs and compared with what truly happened. */
export async function evaluate(scenario: Scenario, seed: number, count: number): Promise<Traced[]> {
  const rng = random(seed, 'tracing');
  const network = createNetwork(rng, scenario);
  const calls = createCalls(rng, network, scenario, count);
  const byCall = new Map(calls.map((call) => [call, legsOf(rng, network, scenario, call)]));
  const legs = [...byCall.values()].flat();
  const asked = calls.flatMap((call) => {
    const own = byCall.get(call) ?? [];
    const request = questionOf(call, own);
    const before = call.forwardedFrom === undefined ? [] : (byCall.get(call.forwardedFrom) ?? []);
    return request === undefined ? [] : [{ call, request, legs: [...before, ...own] }];
  });
  const traces = await traceFrom(
    memorySource(legs),
    asked.map(({ request }) => request),
  );
  return asked.map(({ call, legs: own }, i) => ({
    call,
    legs: own,
    path: traces[i]?.path,
    score: scoreOf(call, own, traces[i]?.path),
  }));
}

export const share = (traced: readonly Traced[], what: (score: Score) => boolean): number =>
  traced.filter(({ score }) => what(score)).length / traced.length;
