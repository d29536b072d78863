/** What a carrier's feed says of one of its batches; times in ms. */
export interface FeedAccount {
  readonly carrier: string;
  readonly source: string;
  readonly sequence: number;
  readonly dead: number;
  readonly first_ms: number;
  readonly last_ms: number;
}

/** A feed is looked at this far before and after a call, ms: whoever reports then, reports without a break. */
export const aroundMs = 3_600_000;
/** A source that had calls this far before or after, ms, is one of the carrier's: it may be late, or a file of its own. */
export const sourcesMs = 24 * 3_600_000;

/**
 * Whether a carrier's feed is complete around a moment: each source it has that day has calls within the hour before
 * and after and lacks no batch in between, and no record was refused. A file that is a source of its own has none after:
 * its carrier is silent. Only then does a call that it doesn't show speak against who names it.
 */
export function isComplete(accounts: readonly FeedAccount[], time: number): boolean {
  const isNear = (batch: FeedAccount) =>
    batch.last_ms >= time - aroundMs && batch.first_ms <= time + aroundMs;
  const sources = [...Map.groupBy(accounts, (batch) => batch.source).values()];
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
