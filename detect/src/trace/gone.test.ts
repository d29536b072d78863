import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { dayMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { callsGone, wholeSince } from './gone.ts';
import { reachMs } from './select.ts';

const called = 13_035_550_100;
const at = (time: number, calling = 12_025_550_100) => ({ calling, called, time });
const reach = reachMs(at(0));

/** A store of which the days before the first one went, all but these calls. */
const droppedBefore = (from_ms: number, kept: readonly object[] = []) =>
  answeringStore({ 'days that are whole': [{ from_ms }], 'calls that were kept': kept });

it('is no call of a store of which nothing was dropped', async () => {
  const { store, asked } = droppedBefore(0);
  const isGone = await callsGone(store, [at(dayMs)]);
  expect(isGone(at(dayMs))).toBe(false);
  expect(asked).toEqual(['days that are whole']);
});

it('may be each call that reaches before the first whole day', async () => {
  const [whole, reaching] = [at(dayMs + reach), at(dayMs + reach - 1)];
  const isGone = await callsGone(droppedBefore(dayMs).store, [whole, reaching]);
  expect([whole, reaching].map(isGone)).toEqual([false, true]);
});

it('is no call of which everything was kept', async () => {
  const [kept, other] = [at(dayMs / 2), at(dayMs / 2, 12_025_550_199)];
  // The kept calls have their numbers without prefixes.
  const row = { calling: 2_025_550_100, called: 3_035_550_100, first: kept.time - reach };
  const isGone = await callsGone(droppedBefore(dayMs, [row]).store, [kept, other]);
  expect([kept, other].map(isGone)).toEqual([false, true]);
});

it('knows that all is there where the store says nothing of it', async () => {
  expect(await wholeSince(answeringStore({ 'days that are whole': [] }).store)).toBe(0);
});
