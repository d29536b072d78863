import { defineQuery, openStore, type Store, type StoreOptions } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import type { Table } from '@ringtrace/schemas/table';
import { segmentCallKeys, segmentCallsStore } from '@ringtrace/schemas/tables/campaigns';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { deadLetters } from '@ringtrace/schemas/tables/feed';
import { busyNumbersStore, sourceMinutesStore } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { MigrationError } from './migrate.ts';

/** The tables that take nearly all of the space, and the time by which their parts grow old. */
const large: readonly { readonly table: Table; readonly time: string }[] = [
  { table: cdrStore, time: 'toDateTime(start_time)' },
  { table: sourceMinutesStore, time: 'minute' },
  { table: busyNumbersStore, time: 'bucket' },
  { table: segmentCallsStore, time: 'hour' },
  { table: segmentCallKeys, time: 'hour' },
  { table: deadLetters, time: 'toDateTime(received_at)' },
];

/** Where old parts go. */
export interface Tiers {
  /** Storage policy of the servers. Its first volume is named `default` and has the disk `default`. */
  readonly policy: string;
  readonly coldVolume: string;
  /** undefined = nothing moves by its age. */
  readonly coldAfterDays: number | undefined;
}

/** The tiers by the settings; undefined where no storage policy is named: then all tables stay as they are. */
export const tiersOf = (
  config: Pick<Config, 'CLICKHOUSE_STORAGE_POLICY' | 'CLICKHOUSE_COLD_VOLUME' | 'RINGTRACE_COLD_AFTER_DAYS'>,
): Tiers | undefined =>
  config.CLICKHOUSE_STORAGE_POLICY === undefined
    ? undefined
    : {
        policy: config.CLICKHOUSE_STORAGE_POLICY,
        coldVolume: config.CLICKHOUSE_COLD_VOLUME,
        coldAfterDays: config.RINGTRACE_COLD_AFTER_DAYS,
      };

const volumesKnown = defineQuery<{ policy: string }>()({
  name: 'volumes of a storage policy',
  row: z.object({ volume: z.string() }),
  sql: 'SELECT volume_name AS volume FROM system.storage_policies WHERE policy_name = {policy: String} ORDER BY volume_priority',
});

const tablesHere = defineQuery()({
  name: 'tables with their storage',
  row: z.object({ name: z.string(), policy: z.string(), form: z.string() }),
  sql: "SELECT name, storage_policy AS policy, engine_full AS form FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'",
});

async function refuseUnknown(store: Store, { policy, coldVolume }: Tiers): Promise<void> {
  const volumes = (await store.query(volumesKnown, { policy })).map(({ volume }) => volume);
  const wayOut = "see 'Hot and cold disks' in docs/scaling.md";
  if (volumes.length === 0)
    throw new MigrationError(
      `CLICKHOUSE_STORAGE_POLICY='${policy}': the server knows no such storage policy; add it to its configuration, ${wayOut}`,
    );
  if (!volumes.includes('default') || !volumes.includes(coldVolume))
    throw new MigrationError(
      `CLICKHOUSE_STORAGE_POLICY='${policy}': the policy needs the volumes 'default' and '${coldVolume}' and has ${volumes.map((one) => `'${one}'`).join(', ')}; ${wayOut}`,
    );
}

/** Brings the large tables of one server to the tiers. Changes nothing where they have them already. Nothing is deleted by it. */
async function applyTiers(store: Store, tiers: Tiers): Promise<void> {
  await refuseUnknown(store, tiers);
  const here = new Map((await store.query(tablesHere, {})).map((one) => [one.name, one]));
  for (const { table, time } of large) {
    // On a cluster the rows of a sharded table lie in its local table; other shards than the first have no other rows.
    const found = here.get(`${table.name}_local`) ?? here.get(table.name);
    if (found === undefined) continue;
    if (found.policy !== tiers.policy)
      await store.command(`ALTER TABLE ${found.name} MODIFY SETTING storage_policy = '${tiers.policy}'`);
    const { coldAfterDays, coldVolume } = tiers;
    if (coldAfterDays === undefined) {
      if (found.form.includes(' TO VOLUME ')) await store.command(`ALTER TABLE ${found.name} REMOVE TTL`);
    } else if (!found.form.includes(`toIntervalDay(${coldAfterDays}) TO VOLUME '${coldVolume}'`))
      await store.command(
        `ALTER TABLE ${found.name} MODIFY TTL ${time} + toIntervalDay(${coldAfterDays}) TO VOLUME '${coldVolume}'`,
      );
  }
}

/** The same for each of these servers. Each replica has settings of its own. */
export async function applyTiersAt(
  urls: readonly string[],
  at: Omit<StoreOptions, 'url' | 'application'>,
  tiers: Tiers,
): Promise<void> {
  for (const url of urls) {
    const store = openStore({ ...at, url, application: 'ringtrace-migrate' });
    try {
      await applyTiers(store, tiers);
    } finally {
      await store.close();
    }
  }
}
