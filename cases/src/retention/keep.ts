import type { Store } from '@ringtrace/platform/clickhouse';
import type { Table } from '@ringtrace/schemas/table';
import {
  campaignSegmentsStore,
  campaignsStore,
  campaignTables,
  segmentCallKeys,
  segmentCallsStore,
  segmentsStore,
} from '@ringtrace/schemas/tables/campaigns';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { deadLetters } from '@ringtrace/schemas/tables/feed';
import { keptCalls, keptFor, keptLegs } from '@ringtrace/schemas/tables/retention';
import { builds, judgeName, mergeName } from '@ringtrace/schemas/tables/rollups';
import type { CitedByCases } from './cited.ts';
import { campaignsToKeep } from './keepers.ts';
import { writeKeptLegs } from './kept-legs.ts';
import type { Due } from './plan.ts';
import type { Keep } from './replace.ts';

const list = '(SELECT value FROM kept)';
const ofKeptCampaigns = `segment_id IN (SELECT segment_id FROM campaign_segments_store FINAL WHERE campaign_id IN ${list})`;

/** Dead letters that came from carriers of these campaigns, in the days around their calls. */
const aroundKeptCampaigns = `(toString(carrier), toYYYYMMDD(received_at)) IN (
    SELECT carrier, toYYYYMMDD(day) FROM (
      SELECT arrayJoin(carriers) AS carrier,
        arrayJoin(arrayMap(i -> toStartOfDay(first_seen) + toIntervalDay(i - 1), range(toUInt32(dateDiff('day', first_seen, last_seen) + 4)))) AS day
      FROM campaigns_store FINAL WHERE campaign_id IN ${list}
    ))`;

/** Kept legs go with the case that they are kept for. What a candidate or a traceback cites stays. */
const stillCited = `(kept_for != '${keptFor[2]}' OR id IN ${list})`;

/** What stays of the kept legs of a day: all but those of cases that keep none any more. */
export const keptLegsOf = ({ keepers }: CitedByCases): Keep => ({
  condition: stillCited,
  kept: keepers.map(({ case_id }) => case_id),
});

/** The tables that are read to find what stays of a partition, the one that it belongs to included. */
export function readFor(table: Table): readonly Table[] {
  switch (table.name) {
    case cdrStore.name:
      return [table, keptLegs, keptCalls, ...campaignTables];
    case segmentsStore.name:
    case segmentCallsStore.name:
    case segmentCallKeys.name:
      return [table, campaignsStore, campaignSegmentsStore];
    case builds.name:
      return [table, segmentsStore];
    case deadLetters.name:
      return [table, campaignsStore];
    default:
      return [table];
  }
}

/**
 * What stays of a partition that goes; undefined = nothing. For a day of CDRs it writes down the kept legs first.
 * @param since campaigns with calls since this moment keep their segments, ms since 1970
 */
export async function keepOf(
  store: Store,
  { of: { table }, partition: { partition }, isWhole }: Due,
  { cited, since }: { readonly cited: CitedByCases; readonly since: number },
): Promise<Keep | undefined> {
  const { keepers } = cited;
  switch (table.name) {
    case cdrStore.name:
      await writeKeptLegs(store, { day: partition, isWhole }, cited);
      return {
        condition: `(carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM kept_legs WHERE toYYYYMMDD(start_time) = ${partition} AND ${stillCited})`,
        kept: keepers.map(({ case_id }) => case_id),
      };
    case segmentsStore.name:
    case segmentCallsStore.name:
    case segmentCallKeys.name:
      return { condition: ofKeptCampaigns, kept: await campaignsToKeep(store, keepers, since) };
    case builds.name:
      return {
        condition: `rollup IN ('${judgeName}', '${mergeName}') AND bucket IN (SELECT hour FROM segments_store WHERE toYYYYMMDD(hour) = ${partition})`,
        kept: [],
      };
    case deadLetters.name:
      return {
        condition: aroundKeptCampaigns,
        kept: keepers.filter(({ held }) => held).flatMap(({ campaigns }) => campaigns),
      };
    default:
      return undefined;
  }
}
