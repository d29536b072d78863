import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openLog } from '@ringtrace/cases/log/log';
import { logFile } from '@ringtrace/cases/log/place';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import {
  campaignSegmentsStore,
  campaignsStore,
  candidatesStore,
  segmentsStore,
} from '@ringtrace/schemas/tables/campaigns';
import { say } from 'ringtrace/output';
import { z } from 'zod';
import { drawCasework, writeCasework } from '../cases/casework.ts';
import { storeMeasuredDays } from '../cases/records.ts';
import { storeAccounts } from '../store/accounts.ts';
import { growTo, storeAfternoon } from '../store/afternoons.ts';
import { quiet } from '../store/quiet.ts';
import { detecting } from '../store/settle.ts';

const found = defineQuery()({
  name: 'campaigns that detection found',
  row: z.object({ campaigns: z.number() }),
  sql: `SELECT count() AS campaigns FROM ${campaignsStore.name} FINAL`,
});

/** Ids of a copy end so: what the benchmark made is told from what detection found. */
const other = (id: string) => `concat(${id}, '-bench-', toString(copy)) AS ${id}`;
const copies = '(SELECT toUInt32(number + 1) AS copy FROM numbers({copies: UInt32})) AS copies';

const copyOf = (
  table: { readonly name: string; readonly columns: object },
  ids: readonly string[],
  from: string,
) => {
  const columns = Object.keys(table.columns).join(', ');
  return `INSERT INTO ${table.name} (${columns})
SELECT * EXCEPT (copy) REPLACE (${ids.map(other).join(', ')})
FROM (SELECT ${columns} FROM ${table.name} ${from}) AS own CROSS JOIN ${copies}`;
};

/** The builds of segments that hold. */
const current = "WHERE (hour, build) IN (SELECT bucket, build FROM builds FINAL WHERE rollup = 'judge')";

/**
 * Stores copies of the campaigns that detection found, with their segments and candidates, until there are about so many. The
 * calls of a copy are not stored: each call belongs to one campaign at most.
 */
async function storeCampaigns(store: Store, wanted: number): Promise<number> {
  const [{ campaigns } = { campaigns: 0 }] = await store.query(found, {});
  if (campaigns === 0) throw new Error('detection found no campaign to copy');
  const params = { copies: Math.max(0, Math.ceil(wanted / campaigns) - 1) };
  await store.command(copyOf(segmentsStore, ['segment_id'], current), params);
  await store.command(copyOf(campaignSegmentsStore, ['segment_id', 'campaign_id'], 'FINAL'), params);
  await store.command(copyOf(campaignsStore, ['campaign_id'], 'FINAL'), params);
  await store.command(copyOf(candidatesStore, ['candidate_id', 'campaign_id'], 'FINAL'), params);
  return campaigns * (params.copies + 1);
}

/** Writes casework of two years into the log of an instance, and copies it into the store. */
async function storeCasework(store: Store, home: string, tracebacks: number): Promise<void> {
  const file = logFile(home);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const clock = { now: 0 };
  const log = openLog(file, { now: () => clock.now });
  try {
    writeCasework(log, clock, drawCasework(tracebacks));
    await copyToStore(log, store);
  } finally {
    log.close();
  }
}

interface Sizes {
  readonly cdrs: number;
  readonly campaigns: number;
  readonly tracebacks: number;
}

/** CDRs, batches, campaigns and casework, as an instance has them after months. Returns how many campaigns there are. */
async function fill(store: Store, home: string, sizes: Sizes): Promise<number> {
  const told = async <T>(what: string, doing: Promise<T>) => {
    const began = performance.now();
    const done = await doing;
    say(`${what}: ${Math.round((performance.now() - began) / 1_000)} s`);
    return done;
  };
  await told('an afternoon', storeAfternoon(store));
  await told('earlier afternoons', growTo(store, sizes.cdrs, 1));
  await told('detection', detecting(store).settle());
  const campaigns = await told('campaigns', storeCampaigns(store, sizes.campaigns));
  await told('batches and dead letters', storeAccounts(store));
  await told('measured days', storeMeasuredDays(store));
  await told('casework', storeCasework(store, home, sizes.tracebacks));
  await told('merges', quiet(store));
  return campaigns;
}

const filledShape = z.object({
  cdrs: z.number(),
  campaigns: z.number(),
  tracebacks: z.number(),
  made: z.number(),
});

/**
 * Fills a store, unless an earlier run has: then the folder says with what. Returns what is stored; `made` = how many campaigns there
 * are. Throws where an earlier run was ended while it filled.
 */
export async function filled(
  store: Store,
  home: string,
  sizes: Sizes,
): Promise<z.output<typeof filledShape>> {
  const file = join(home, 'filled.json');
  if (existsSync(file)) return filledShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  const [{ cdrs } = { cdrs: 0 }] = await store.query(stored, {});
  if (cdrs > 0) throw new Error(`${home} has a store that was not filled to its end: remove this folder`);
  const result = { ...sizes, made: await fill(store, home, sizes) };
  writeFileSync(file, JSON.stringify(result));
  return result;
}

const stored = defineQuery()({
  name: 'stored CDRs',
  row: z.object({ cdrs: z.number() }),
  sql: 'SELECT count() AS cdrs FROM cdr_store',
});
