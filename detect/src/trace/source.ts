import type { Store } from '@ringtrace/platform/clickhouse';
import { clockSamples, countedEvery, legsInWindows } from './clock-queries.ts';
import type { ClockDifference } from './clocks.ts';
import type { FeedAccount } from './feeds.ts';
import { busySpan, endOf, forwardSpan } from './forward.ts';
import { callsGone } from './gone.ts';
import type { InMinutes } from './in-minutes.ts';
import type { Leg } from './leg.ts';
import { legName, listedLeg } from './leg-key.ts';
import {
  callsOfCallers,
  highestRevisions,
  legsEndingAround,
  legsToNumbers,
  revisedLegs,
} from './leg-queries.ts';
import { core } from './numbers.ts';
import { feedAccounts, foreignProviders } from './provider-queries.ts';
import type { TraceRequest } from './select.ts';
import { type CallerCall, minutesIn, minutesOf, type Span } from './span.ts';

/** The calls of a span to every so-many-th called number. */
export interface ClockSample {
  readonly span: Span;
  readonly every: number;
}

/** What tracing reads, for many calls at once. An answer may hold more than was asked for. */
export interface LegSource {
  legsTo(called: readonly number[], spans: readonly Span[]): Promise<Leg[]>;
  /** Legs that these may have been forwarded from: they end at the same carrier's subscribers, or may. */
  legsEndingAround(starts: readonly Leg[]): Promise<Leg[]>;
  /** Calls that the callers of these legs make around them, seen by any carrier. */
  callsOfCallers(starts: readonly Leg[]): Promise<CallerCall[]>;
  /** About how many legs start in each of some spans. No two spans have the same start; so below. */
  legsIn(spans: readonly Span[]): Promise<number[]>;
  /** Differences of the carriers' clocks, a list for each sample of calls. */
  clockDifferences(samples: readonly ClockSample[]): Promise<ClockDifference[][]>;
  feedAccounts(carriers: readonly string[], span: Span): Promise<FeedAccount[]>;
  /** Of which of these calls records may be gone, so that a missing leg says nothing. Without it, of none. */
  callsGone?(requests: readonly TraceRequest[]): Promise<(request: TraceRequest) => boolean>;
  /** Ids of providers of other countries. */
  foreignProviders(): Promise<ReadonlySet<string>>;
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

export const storeSource = (store: Store): LegSource => ({
  legsTo: (called, spans) => readLegsTo(store, minutesOf(spans), distinct(called.map(core))),
  legsEndingAround: (starts) => store.query(legsEndingAround, aroundStarts(starts)),
  callsOfCallers: (starts) => store.query(callsOfCallers, aroundCallers(starts)),
  legsIn: (spans) => countLegs(store, spans),
  clockDifferences: (samples) => sampleClocks(store, samples),
  feedAccounts: (carriers, span) => store.query(feedAccounts, { carriers, ...span }),
  callsGone: (requests) => callsGone(store, requests),
  foreignProviders: async () =>
    new Set((await store.query(foreignProviders, {})).map((provider) => provider.provider_id)),
});

/**
 * Reads legs to some numbers. Few legs have several revisions, so they are read at any of these first. Those that
 * have a higher one are then read again at the highest, by their keys. One statement for both would read all columns
 * of the minutes twice.
 */
async function readLegsTo(store: Store, within: InMinutes, called: readonly number[]): Promise<Leg[]> {
  const found = await store.query(legsToNumbers, { ...within, called });
  if (found.length === 0) return [];
  const revised = await store.query(revisedLegs, {
    ...within,
    found: found.map((leg) => ({ ...listedLeg(leg), ver: leg.ver })),
  });
  if (revised.length === 0) return found;
  const highest = await store.query(highestRevisions, { found: revised.map(listedLeg), called });
  const names = new Set(revised.map(legName));
  return [...found.filter((leg) => !names.has(legName(leg))), ...highest];
}

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

/** The callers of these legs, and the minutes around the legs in which their other calls are looked for. */
export const aroundCallers = (starts: readonly Leg[]) => ({
  ...minutesOf(starts.map(busySpan)),
  numbers: callersOf(starts),
});

/** Spans as windows that start with their first minutes, s since 1970. */
const windowsOf = (spans: readonly Span[]) => ({
  ...minutesOf(spans),
  windows: spans.flatMap((span) => minutesIn(span).map((minute) => ({ window: startOf(span), minute }))),
});
const startOf = (span: Span) => minutesIn(span)[0] ?? 0;

async function countLegs(store: Store, spans: readonly Span[]): Promise<number[]> {
  const found = await store.query(legsInWindows, windowsOf(spans));
  const counts = new Map(found.map(({ window, legs }) => [window, countedEvery * legs]));
  return spans.map((span) => counts.get(startOf(span)) ?? 0);
}

async function sampleClocks(store: Store, samples: readonly ClockSample[]): Promise<ClockDifference[][]> {
  const found = new Map<number, ClockDifference[]>();
  for (const [every, some] of Map.groupBy(samples, (sample) => sample.every)) {
    const rows = await store.query(clockSamples, { ...windowsOf(some.map(({ span }) => span)), every });
    for (const [window, own] of Map.groupBy(rows, (row) => row.window)) found.set(window, own);
  }
  return samples.map(({ span }) => found.get(startOf(span)) ?? []);
}
