import { dayMs, hourMs } from '@ringtrace/schemas/durations';
/** One batch of a carrier's feed: its number in its source's sequence, its dead letters, and its calls' times (ms). */
export interface FeedAccount {
  readonly carrier: string;
  readonly source: string;
  readonly sequence: number;
  readonly dead: number;
  readonly first_ms: number;
  readonly last_ms: number;
}

/** Batches within this time before and after a call must be complete, ms. */
export const aroundMs = hourMs;
/** A source with calls within this time before or after a call is one of the carrier's sources that day, ms. */
export const sourcesMs = dayMs;

/**
 * Whether a carrier's feed is complete around a moment (ms). `accounts` may have batches of other days. Each of the
 * carrier's sources of that day must have calls within the hour before and the hour after. No batch may be missing
 * between them, and no record refused. A carrier that sends each file as a source of its own never fulfils this. Only
 * where the feed is complete does a missing call speak against the provider that names it.
 */
export function isComplete(accounts: readonly FeedAccount[], time: number): boolean {
  const isNear = (batch: FeedAccount) =>
    batch.last_ms >= time - aroundMs && batch.first_ms <= time + aroundMs;
  const isOfDay = (batch: FeedAccount) =>
    batch.last_ms >= time - sourcesMs && batch.first_ms <= time + sourcesMs;
  const sources = [...Map.groupBy(accounts, (batch) => batch.source).values()].filter((batches) =>
    batches.some(isOfDay),
  );
  return (
    sources.length > 0 &&
    sources.every((batches) => {
      const near = batches.filter(isNear);
      return near.every((batch) => batch.dead === 0) && surrounds(near, time) && isUnbroken(near);
    })
  );
}

const surrounds = (batches: readonly FeedAccount[], time: number) =>
  batches.some((batch) => batch.first_ms < time) && batches.some((batch) => batch.last_ms > time);

function isUnbroken(batches: readonly FeedAccount[]): boolean {
  const sequences = new Set(batches.map((batch) => batch.sequence));
  const numbers = [...sequences].sort((a, b) => a - b);
  return (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1 === numbers.length;
}
