import { minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { forwardOf } from './forward.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';
import type { LegSource } from './source.ts';
import { traceFrom } from './trace.ts';

const sourceOf = (legs: readonly Leg[]): LegSource => ({
  legsTo: async (called) => legs.filter((leg) => called.includes(leg.called_number)),
  legsEndingAround: async () => [...legs],
  callsOfCallers: async () =>
    legs.map((leg) => ({
      calling: leg.calling_number,
      called: leg.called_number,
      minute_ms: Math.floor(leg.start_ms / minuteMs) * minuteMs,
    })),
  legsIn: async (spans) => spans.map(() => 0),
  clockDifferences: async (samples) => samples.map(() => []),
  feedAccounts: async () => [],
  foreignProviders: async () => new Set(),
});
const onward = { called_number: 14_045_550_100 };
const request = { calling: 12_025_550_100, called: onward.called_number, time: 5_100 };
const providers = async (legs: readonly Leg[]) => {
  const [trace] = await traceFrom(sourceOf(legs), [request]);
  return trace?.path?.hops.map((hop) => hop.provider);
};

const before = [leg('a a f', 0, { hold_ms: 40_000 }), leg('f a f', 150, { hold_ms: 39_800 })];
const after = [
  leg('f f z', 5_000, { ...onward, hold_ms: 34_900 }),
  leg('z f z', 5_100, { ...onward, hold_ms: 34_700 }),
];

it('follows a call to the one that was forwarded', async () => {
  expect(await providers([...before, ...after])).toEqual(['a', 'f', 'z']);
});

it('takes the same one of two legs of one millisecond, in whatever order they are read', () => {
  const came = leg('f a f', 150, { hold_ms: 39_800 });
  const two = [
    { ...came, call_id: 'first' },
    { ...came, call_id: 'second' },
  ];
  const [start = came] = after;
  const found = [two, two.toReversed()].map((legs) => forwardOf(start, legs));
  expect(found).toEqual([two[0], two[0]].map((leg) => ({ leg, by: 'caller' })));
});

it("leaves a customer's own call alone, whoever calls from the same number meanwhile", async () => {
  const other = before.map((leg) => ({ ...leg, hold_ms: 20_000 }));
  expect(await providers([...other, ...after])).toEqual(['f', 'z']);
});

it('calls no origin proven where a withheld caller may have come from elsewhere, and both rang in vain', async () => {
  const veiled = [...before, ...after].map((leg) => ({ ...leg, calling_number: 0, talk_ms: null }));
  const [trace] = await traceFrom(sourceOf(veiled), [{ ...request, calling: 0 }]);
  expect(trace?.path).toMatchObject({ origin_provider: '', claimed_origin: 'f', next_provider_to_ask: 'f' });
  expect(trace?.path?.hops[0]?.role).toBe('claimed origin');
  const [alone] = await traceFrom(sourceOf(veiled.slice(before.length)), [{ ...request, calling: 0 }]);
  expect(alone?.path?.origin_provider).toBe('f');
});

const originOf = async (legs: readonly Leg[], calling: number) => {
  const [trace] = await traceFrom(sourceOf(legs), [{ ...request, calling }]);
  return [trace?.path?.origin_provider, trace?.path?.claimed_origin];
};
const as = (legs: readonly Leg[], more: Partial<Leg>) => legs.map((leg) => ({ ...leg, ...more }));
const own = before[0]?.called_number ?? 0;

it.each([
  ["the forwarding subscriber's number in place of the caller's", own, {}, {}],
  ['that, signed anew', own, { origid: 'o' }, { origid: 'p' }],
  ['a caller withheld behind him', 0, {}, {}],
  ['a caller withheld behind him, signed anew', 0, { origid: 'o' }, { origid: 'p' }],
  ['the same caller, signed anew', 12_025_550_100, { origid: 'o' }, { origid: 'p' }],
  ['no word of where the call that came in went', 12_025_550_100, { downstream: '' }, {}],
  ['an answer that only the call sent on shows', 12_025_550_100, { talk_ms: null }, {}],
])('proves nothing behind a call that may be forwarded: %s', async (_, calling, first, then) => {
  const legs = [...as(before, first), ...as(after, { ...then, calling_number: calling })];
  expect(await originOf(legs, calling)).toEqual(['', 'f']);
});

it.each([
  ["the forwarding subscriber's number", own],
  ['withheld', 0],
  ['another number', 16_065_550_100],
])('follows an origid, whatever the caller is shown as: %s', async (_, calling) => {
  const legs = [...as(before, { origid: 'o' }), ...as(after, { origid: 'o', calling_number: calling })];
  expect(await originOf(legs, calling)).toEqual(['a', '']);
});

it.each([
  ['longer than what he was called by', { talk_ms: 33_000 }, 12_025_550_100],
  ['under a number of its own', {}, 16_065_550_100],
])("proves a subscriber's own call: %s", async (_, more, calling) => {
  expect(await originOf([...before, ...as(after, { ...more, calling_number: calling })], calling)).toEqual([
    'f',
    '',
  ]);
});

it('doubts no withheld call of a carrier for whatever came in just before, where records hold no endings', async () => {
  const shown = as(before, { hold_ms: 0, start_ms: 4_000 });
  const withheld = as(after, { hold_ms: 0, calling_number: 0 });
  expect(await originOf([...shown, ...withheld], 0)).toEqual(['f', '']);
  expect(await originOf([...as(shown, { calling_number: 0 }), ...withheld], 0)).toEqual(['', 'f']);
});

it('does not take calls for forwarded where the caller makes many at once', async () => {
  const another = [leg('b b z', 30_000, { called_number: 15_055_550_100 })];
  expect(await originOf([...before, ...after, ...another], 12_025_550_100)).toEqual(['', 'f']);
  expect(
    await originOf([...before, ...after, ...as(another, { start_ms: 300_000 })], 12_025_550_100),
  ).toEqual(['a', '']);
});

it('ends where calls are forwarded in a circle', async () => {
  const back = [leg('z f z', 100, { hold_ms: 39_900 }), leg('z z f', 200, { ...onward, hold_ms: 39_800 })];
  expect(
    await providers([
      ...back,
      leg('f z f', 300, { ...onward, hold_ms: 39_700 }),
      leg('f f z', 400, { hold_ms: 39_600 }),
    ]),
  ).toBeDefined();
});
