import type { Leg } from '@ringtrace/detect/trace/leg';
import { traceFrom } from '@ringtrace/detect/trace/trace';
import { random } from '@ringtrace/simulator/random';
import { describe, expect, it } from 'vitest';
import { createCalls } from './calls.ts';
import { evaluate, ordinary, rough, type Scenario, share } from './evaluate.ts';
import { legsOf } from './legs.ts';
import { memorySource } from './memory-source.ts';
import { createNetwork } from './network.ts';
import { questionOf } from './score.ts';

/** A seed that no other test uses. Nothing was tuned on it. */
const seed = 90_001;
const calls = 1_500;

describe('tracing simulated calls', () => {
  it.each([
    ['ordinary records', ordinary],
    ['clocks 10 s off, redials, reroutes, duplicates', { ...ordinary, ...rough }],
    ['the same without origids and endings', { ...ordinary, ...rough, origids: false, endings: false }],
  ])('where every hop is reported: %s', async (_, scenario: Scenario) => {
    const traced = await evaluate(scenario, seed, calls);
    expect(share(traced, (score) => score.origin)).toBeGreaterThanOrEqual(
      0.999 - 0.01 * Number(scenario.skewS > 1),
    );
    expect(share(traced, (score) => score.path)).toBeGreaterThanOrEqual(
      0.995 - 0.01 * Number(scenario.skewS > 1),
    );
  });

  it.each([
    ['ordinary records', ordinary],
    ['clocks 10 s off, redials, reroutes, duplicates', { ...ordinary, ...rough }],
  ])('where 30% of the carriers report, without origids: %s', async (_, scenario: Scenario) => {
    const traced = await evaluate({ ...scenario, reporting: 0.3, origids: false, forwarded: 0 }, seed, calls);
    expect(share(traced, (score) => score.next)).toBeGreaterThanOrEqual(0.95);
    expect(traced.filter(({ score }) => score.provenWrong)).toEqual([]);
  });

  describe.each([1, 0.6, 0.3])('where %d report', (reporting) => {
    it.each([
      ['withhold and forward', { withheld: 0.3 }],
      [
        "forward under the subscriber's number, or withheld, with and without origids",
        { masked: 0.5, origids: true },
      ],
      ['share few numbers and forward', { crowd: 20 }],
    ])('proves no wrong origin where many %s', async (_, more) => {
      const scenario = { ...ordinary, ...rough, reporting, origids: false, forwarded: 0.3, ...more };
      const traced = await evaluate(scenario, seed, calls);
      expect(share(traced, (score) => score.proven)).toBeGreaterThan(0.2);
      expect(traced.filter(({ score }) => score.provenWrong)).toEqual([]);
    });
  });

  it('claims contradictions where carriers lie, and hardly any where they are honest', async () => {
    const honest = await evaluate({ ...ordinary, ...rough }, seed, calls);
    expect(share(honest, (score) => score.contradicted)).toBeLessThan(0.005);
    const lying = await evaluate({ ...ordinary, ...rough, lying: 0.05 }, seed, calls);
    expect(share(lying, (score) => score.contradicted)).toBeGreaterThan(0.03);
    expect(lying.filter(({ score }) => score.provenWrong)).toEqual([]);
  });
});

describe('a trace', () => {
  const scenario = { ...ordinary, ...rough, reporting: 0.6 };
  const rng = random(seed + 1, 'properties');
  const network = createNetwork(rng, scenario);
  const made = createCalls(rng, network, scenario, 300);
  const legsOfCalls = made.map((call) => legsOf(rng, network, scenario, call));
  const legs: Leg[] = legsOfCalls.flat().map(({ call: _, ...leg }) => leg);
  const requests = made.flatMap((call, i) => questionOf(call, legsOfCalls[i] ?? []) ?? []);
  const paths = async (of: readonly Leg[]) =>
    (await traceFrom(memorySource(of), requests)).map(({ path }) => path);

  it('does not depend on the order of legs', async () => {
    const shuffled = legs.map((leg) => ({ leg, at: rng.next() })).sort((a, b) => a.at - b.at);
    expect(await paths(shuffled.map(({ leg }) => leg))).toEqual(await paths(legs));
  });

  it('does not depend on what providers are called', async () => {
    const renamed = (name: string) => (name === '' ? '' : `z${[...name].reverse().join('')}`);
    const again = legs.map((leg) => ({
      ...leg,
      carrier: renamed(leg.carrier),
      upstream: renamed(leg.upstream),
      downstream: renamed(leg.downstream),
    }));
    const hops = (path: Awaited<ReturnType<typeof paths>>[number]) => path?.hops.map((hop) => hop.provider);
    expect((await paths(again)).map(hops)).toEqual(
      (await paths(legs)).map((path) => hops(path)?.map(renamed)),
    );
  });

  it('does not depend on how often a leg was written', async () => {
    const twice = legs.flatMap((leg) => [
      leg,
      { ...leg, call_id: `${leg.call_id}~`, start_ms: leg.start_ms + 1 },
    ]);
    expect(await paths(twice)).toEqual(await paths(legs));
  });

  it('does not depend on which other calls are traced with it', async () => {
    // Little tells calls apart: few numbers, many redials, and neither ends nor origids.
    const vague = { ...scenario, redialled: 0.5, crowd: 20, origids: false, endings: false };
    const drawn = random(7, 'together');
    const others = createNetwork(drawn, vague);
    const calls = createCalls(drawn, others, vague, 1_000);
    const own = calls.map((call) => legsOf(drawn, others, vague, call));
    const source = memorySource(own.flat());
    const asked = calls.flatMap((call, i) => questionOf(call, own[i] ?? []) ?? []);
    const together = await traceFrom(source, asked);
    for (const [i, request] of asked.entries())
      expect(await traceFrom(source, [request])).toEqual([together[i]]);
  });
});
