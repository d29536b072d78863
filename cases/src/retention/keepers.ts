import type { Store } from '@ringtrace/platform/clickhouse';
import { dayMs } from '@ringtrace/schemas/durations';

import { type CaseThatKeeps, campaignsSince, casesThatKeep, mergedCampaigns } from './queries.ts';

/** A case that was closed, or whose hold ended, keeps its records for this time: it may be reopened, and records can't come back. */
export const graceMs = 30 * dayMs;

/** A case that keeps what its campaign reaches. */
export interface Keeper {
  readonly case_id: string;
  readonly title: string;
  readonly why: CaseThatKeeps['why'];
  /** Under legal hold, or so lately that the hold still keeps. */
  readonly held: boolean;
  /** Its campaign, and those that this one became part of; none where no campaign stands behind the case. */
  readonly campaigns: readonly string[];
}

/** A campaign with those that it became part of, one after the other. */
export function withSuccessors(campaign: string, merged: ReadonlyMap<string, string>): string[] {
  const all = new Set<string>();
  for (
    let id: string | undefined = campaign;
    id !== undefined && id !== '' && !all.has(id);
    id = merged.get(id)
  )
    all.add(id);
  return [...all];
}

/**
 * The cases that keep records, by the copy of the log in the store, which must be up to date.
 * @param now ms since 1970
 */
export async function readKeepers(store: Store, now: number): Promise<Keeper[]> {
  const cases = await store.query(casesThatKeep, { since: Math.max(0, now - graceMs) });
  const merged = new Map(
    (await store.query(mergedCampaigns, {})).map(({ campaign_id, merged_into }) => [
      campaign_id,
      merged_into,
    ]),
  );
  return cases.map(({ campaign_id, ...one }) => ({
    ...one,
    campaigns: campaign_id === '' ? [] : withSuccessors(campaign_id, merged),
  }));
}

/** Campaigns whose segments stay: those of cases, and those that still had calls since a moment, ms since 1970. */
export async function campaignsToKeep(
  store: Store,
  keepers: readonly Keeper[],
  since: number,
): Promise<string[]> {
  const running = await store.query(campaignsSince, { since: since / 1_000 });
  return [
    ...new Set([...keepers.flatMap(({ campaigns }) => campaigns), ...running.map((one) => one.campaign_id)]),
  ].sort();
}
