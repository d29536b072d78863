import { expect, it } from 'vitest';
import { legsOf } from './call.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';
import { select } from './selection.ts';
import type { ClockSample, LegSource } from './source.ts';

/** Dense traffic, by which b's clock is 10 s ahead of a's. */
function sourceOf(legs: readonly Leg[]) {
  const sampled: ClockSample[] = [];
  const source: LegSource = {
    legsTo: async () => [...legs],
    legsEndingAround: async () => [],
    callsOfCallers: async () => [],
    legsIn: async (spans) => spans.map(() => 60_000),
    clockDifferences: async (samples) => {
      sampled.push(...samples);
      return samples.map(() => [{ a: 'a', b: 'b', ms: 10_000, calls: 9 }]);
    },
    feedAccounts: async () => [],
    foreignProviders: async () => new Set(),
  };
  return { source, sampled };
}
const at = (time: number) => ({ calling: 12_025_550_100, called: 13_035_550_100, time });
const carriersOf = async (source: LegSource, time: number) => {
  const { selected, reporters } = await select(source, [at(time)]);
  const call = selected[0]?.call;
  return {
    legs: call === undefined ? [] : legsOf(call).map(({ carrier, start_ms }) => `${carrier} ${start_ms}`),
    reporters: [...(reporters[0] ?? [])],
  };
};

it('tells a redial apart by the clocks of the traffic around it', async () => {
  // b reports the first attempt alone. By its clock that is when the second one began.
  const { source } = sourceOf([leg('a a b'), leg('a a b', 10_000), leg('b a b', 10_150)]);
  expect((await carriersOf(source, 0)).legs).toEqual(['a 0', 'b 10150']);
  expect((await carriersOf(source, 10_000)).legs).toEqual(['a 10000']);
});

it('reads no traffic where the legs themselves tell', async () => {
  const { source, sampled } = sourceOf([leg('a a b'), leg('b a b', 150)]);
  expect((await carriersOf(source, 0)).legs).toEqual(['a 0', 'b 150']);
  expect(sampled).toEqual([]);
});

it('reads the traffic around a call that time alone joins', async () => {
  const { source, sampled } = sourceOf([leg('a a x'), leg('b y b', 400)]);
  await carriersOf(source, 0);
  expect(sampled).toEqual([{ span: { from: 0, to: 59_999 }, every: 1 }]);
});

it('takes neither legs nor reporters from beyond the time in which the call may have begun', async () => {
  const far = leg('z a b', 51_001);
  const { source } = sourceOf([
    leg('a a b'),
    far,
    { ...far, carrier: 'other', called_number: 13_035_550_199 },
  ]);
  expect(await carriersOf(source, 0)).toEqual({ legs: ['a 0'], reporters: ['a'] });
  const { source: nearer } = sourceOf([leg('a a b'), leg('z z b', 51_000, { calling_number: 1 })]);
  expect((await carriersOf(nearer, 0)).reporters).toEqual(['a', 'z']);
});
