import type { Store } from '@ringtrace/platform/clickhouse';
import type { ClockDifference } from './clocks.ts';
import type { FeedAccount } from './feeds.ts';
import { busySpan, endOf, forwardSpan } from './forward.ts';
import type { Leg } from './leg.ts';
import { core } from './numbers.ts';
import {
  callsOfCallers,
  clockSamples,
  feedAccounts,
  foreignProviders,
  legsEndingAround,
  legsInMinutes,
  legsToNumbers,
} from './queries.ts';
import type { CallerCall, Span } from './span.ts';

/** What tracing asks for, each for many calls at once. May answer with more than was asked for. */
export interface LegSource {
  legsTo(called: readonly number[], spans: readonly Span[]): Promise<Leg[]>;
  /** Legs that end at a carrier's subscribers, and that these may have been forwarded from. */
  legsEndingAround(starts: readonly Leg[]): Promise<Leg[]>;
  /** What else their callers call in these minutes, at whatever carrier. */
  callsOfCallers(starts: readonly Leg[]): Promise<CallerCall[]>;
  /** As the calls around these moments (ms) show them. */
  clockDifferences(times: readonly number[]): Promise<ClockDifference[]>;
  feedAccounts(carriers: readonly string[], span: Span): Promise<FeedAccount[]>;
  foreignProviders(): Promise<ReadonlySet<string>>;
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

export const storeSource = (store: Store): LegSource => ({
  legsTo: (called, spans) =>
    store.query(legsToNumbers, { ...minutesOf(spans), called: distinct(called.map(core)) }),
  legsEndingAround: (starts) => store.query(legsEndingAround, aroundStarts(starts)),
  callsOfCallers: (starts) =>
    store.query(callsOfCallers, { ...minutesOf(starts.map(busySpan)), numbers: callersOf(starts) }),
  clockDifferences: (times) => sampleClocks(store, times),
  feedAccounts: (carriers, span) => store.query(feedAccounts, { carriers, ...span }),
  foreignProviders: async () =>
    new Set((await store.query(foreignProviders, {})).map((provider) => provider.provider_id)),
});

function aroundStarts(starts: readonly Leg[]) {
  const withheld = starts
    .filter((leg) => leg.calling_number === 0)
    .flatMap((leg) =>
      [leg.start_ms, endOf(leg)].map((ms) => ({ carrier: leg.carrier, second: Math.floor(ms / 1_000) })),
    );
  return {
    ...minutesOf(starts.map(forwardSpan)),
    carriers: distinct(starts.map((leg) => leg.carrier)),
    numbers: callersOf(starts),
    origids: distinct(starts.map((leg) => leg.origid).filter((origid) => origid !== '')),
    withheld,
  };
}

const callersOf = (legs: readonly Leg[]) =>
  distinct(legs.map((leg) => core(leg.calling_number)).filter((number) => number !== 0));

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
