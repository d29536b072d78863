import type { Store } from '@ringtrace/platform/clickhouse';
import type { ClockDifference } from './clocks.ts';
import type { FeedAccount } from './feeds.ts';
import type { Leg } from './leg.ts';
import { core } from './numbers.ts';
import {
  clockSamples,
  feedAccounts,
  foreignProviders,
  legsEndingAt,
  legsInMinutes,
  legsToNumbers,
} from './queries.ts';

/** Times from and to, ms; the minutes they touch are read. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What tracing asks for, each for many calls at once. May answer with more than was asked for. */
export interface LegSource {
  legsTo(called: readonly number[], spans: readonly Span[]): Promise<Leg[]>;
  /** Legs of these legs' callers that ended at a subscriber of the same carrier. */
  legsEndingAt(starts: readonly Leg[], spans: readonly Span[]): Promise<Leg[]>;
  /** As the calls around these moments (ms) show them. */
  clockDifferences(times: readonly number[]): Promise<ClockDifference[]>;
  feedAccounts(carriers: readonly string[], span: Span): Promise<FeedAccount[]>;
  foreignProviders(): Promise<ReadonlySet<string>>;
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

export const storeSource = (store: Store): LegSource => ({
  legsTo: (called, spans) =>
    store.query(legsToNumbers, { ...minutesOf(spans), called: distinct(called.map(core)) }),
  legsEndingAt: (starts, spans) =>
    store.query(legsEndingAt, {
      ...minutesOf(spans),
      carriers: distinct(starts.map((leg) => leg.carrier)),
      calling: distinct(starts.map((leg) => core(leg.calling_number))),
    }),
  clockDifferences: (times) => sampleClocks(store, times),
  feedAccounts: (carriers, span) => store.query(feedAccounts, { carriers, ...span }),
  foreignProviders: async () =>
    new Set((await store.query(foreignProviders, {})).map((provider) => provider.provider_id)),
});

const minuteMs = 60_000;
/** Legs that show the clocks of all carriers that matter. */
const enoughLegs = 50_000;
/** How far around a moment calls are read for the clocks at most, ms. */
const farthest = 12 * 60 * minuteMs;

/** Few calls of the same minute where traffic is dense; where it is thin, those further away too. */
async function sampleClocks(store: Store, times: readonly number[]): Promise<ClockDifference[]> {
  const within = (around: number) =>
    minutesOf(times.map((time) => ({ from: time - around, to: time + around })));
  const near = within(minuteMs / 2);
  const [{ legs } = { legs: 0 }] = await store.query(legsInMinutes, near);
  if (legs >= enoughLegs) return store.query(clockSamples, { ...near, every: Math.ceil(legs / enoughLegs) });
  const around = Math.min(farthest, (minuteMs * enoughLegs) / Math.max(1, legs));
  return store.query(clockSamples, { ...within(around), every: 1 });
}

function minutesOf(spans: readonly Span[]) {
  const minutes = new Set<number>();
  for (const { from, to } of spans) {
    for (let at = Math.floor(from / minuteMs); at * minuteMs <= to; at += 1) minutes.add(at * 60);
  }
  const sorted = [...minutes].sort((a, b) => a - b);
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  return { first, last, minutes: (last - first) / 60 + 1 === sorted.length ? [] : sorted };
}
