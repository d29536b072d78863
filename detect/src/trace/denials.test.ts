import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { callFrom } from './call.ts';
import { readDenials } from './denials.ts';
import type { FeedAccount } from './feeds.ts';
import { leg } from './leg.fixture.ts';
import type { Selected, TraceRequest } from './select.ts';
import type { LegSource } from './source.ts';

const request = (time: number): TraceRequest => ({
  calling: 12_025_550_100,
  called: 13_035_550_100,
  time,
});
const batch = (carrier: string, time: number): FeedAccount => ({
  carrier,
  source: 'switch',
  sequence: 1,
  dead: 0,
  first_ms: time - minuteMs,
  last_ms: time + minuteMs,
});

function sourceOf(accounts: readonly FeedAccount[], callsGone?: LegSource['callsGone']) {
  const asked: unknown[] = [];
  const source: LegSource = {
    legsTo: async () => [],
    legsEndingAround: async () => [],
    callsOfCallers: async () => [],
    legsIn: async () => [],
    clockDifferences: async () => [],
    feedAccounts: async (carriers, span) => {
      asked.push({ carriers, ...span });
      return accounts.filter(({ carrier }) => carriers.includes(carrier));
    },
    foreignProviders: async () => new Set(),
    ...(callsGone === undefined ? {} : { callsGone }),
  };
  return { source, asked };
}
const selected = (...told: readonly string[]): Selected => ({
  call: callFrom(told.map((one, i) => leg(one, i * 150))),
  others: [],
});

it('a provider that is named and reports no leg denies the call where its feed is complete around it', async () => {
  const { source, asked } = sourceOf([batch('x', 10 * hourMs)]);
  const requests = [request(10 * hourMs), request(20 * hourMs)];
  const denies = await readDenials(source, requests, [selected('a a x'), selected('b b c', 'c b c')]);
  expect(asked).toEqual([{ carriers: ['x'], from: 10 * hourMs, to: 20 * hourMs }]);
  expect(requests.map((one) => denies('x', one))).toEqual([true, false]);
  expect(denies('y', request(10 * hourMs))).toBe(false);
});

it('nobody denies a call of which records may be gone', async () => {
  const { source } = sourceOf([batch('x', 10 * hourMs)], async () => () => true);
  const denies = await readDenials(source, [request(10 * hourMs)], [selected('a a x')]);
  expect(denies('x', request(10 * hourMs))).toBe(false);
});

it('no feed is read where every named provider reports', async () => {
  const { source, asked } = sourceOf([]);
  await readDenials(
    source,
    [request(0), request(1)],
    [selected('a a b', 'b a b'), { call: undefined, others: [] }],
  );
  expect(asked).toEqual([]);
});
