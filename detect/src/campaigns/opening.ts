import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { candidatesStore } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { opened } from '../candidates/candidate.ts';
import { isHeld, type Picture } from './hold.ts';
import { storedCandidates } from './queries.ts';

/** Candidates that wait; times are ms since 1970. Up to migration 24 only the minute of the 200th call was stored. */
const pendingCandidates = defineQuery()({
  name: 'pending candidates',
  row: z.object({ campaign_id: z.string(), enoughAt: z.number(), pendingSince: z.number() }),
  sql: `
SELECT campaign_id, toUnixTimestamp64Milli(if(enough_at = fromUnixTimestamp64Milli(0), event_time, enough_at)) AS enoughAt,
  toUnixTimestamp64Milli(pending_since) AS pendingSince
FROM traceback_candidates_store FINAL
WHERE status = 'pending' ORDER BY campaign_id`,
});

export const countPending = defineQuery()({
  name: 'number of pending candidates',
  row: z.object({ candidates: z.number() }),
  sql: "SELECT count() AS candidates FROM traceback_candidates_store FINAL WHERE status = 'pending'",
});

/** How pending candidates are opened. */
export interface Opening {
  /** Longest time for which a candidate is pending, ms; 0 opens at once. */
  readonly longestMs: number;
  /** The wall clock, ms since 1970. */
  readonly clock: () => number;
}

/** What became of the pending candidates: how many were opened, and how many wait on. */
export interface Opened {
  readonly opened: number;
  readonly pending: number;
}

/** Whether a candidate waits that nothing holds: it would be opened at `now`, ms since 1970. */
export async function wouldOpen(
  store: Store,
  picture: Picture,
  now: number,
  { longestMs }: Opening,
): Promise<boolean> {
  const pending = await store.query(pendingCandidates, {});
  return pending.some((candidate) => !isHeld(candidate, picture, now, longestMs));
}

/**
 * Opens the pending candidates that nothing holds. `look` gives the picture at `now`, ms since 1970. It is asked only where
 * a candidate waits.
 */
export async function openPending(
  store: Store,
  look: () => Promise<Picture>,
  now: number,
  { longestMs, clock }: Opening,
): Promise<Opened> {
  const pending = await store.query(pendingCandidates, {});
  if (pending.length === 0) return { opened: 0, pending: 0 };
  const picture = await look();
  const due = pending.filter((candidate) => !isHeld(candidate, picture, now, longestMs));
  return { opened: await open(store, due, clock()), pending: pending.length - due.length };
}

/** Opens the candidates of some campaigns, as far as they are still pending. Returns how many that were. */
async function open(
  store: Store,
  due: readonly { readonly campaign_id: string }[],
  now: number,
): Promise<number> {
  if (due.length === 0) return 0;
  const some_campaigns = due.map(({ campaign_id }) => campaign_id);
  const rows = opened(await store.query(storedCandidates, { some_campaigns }), now);
  await store.insertRows(candidatesStore, rows);
  return rows.length;
}
