import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allDays, dayLists, type LookAt, lookAt } from '@ringtrace/detect/builds/days';
import { dirtyHours } from '@ringtrace/detect/builds/hours';
import { startsWithin } from '@ringtrace/detect/sql/start-time';
import { tick } from '@ringtrace/detect/worker/tick';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import { defineQuery, defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { currentCallKeys, segmentCallKeys, segmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { arrivals, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { stitchedCalls, stitchedMinutes } from '@ringtrace/schemas/tables/judging';
import { generateExample } from '@ringtrace/simulator/example';
import { z } from 'zod';
import { feedMessages } from '../feed-messages.ts';
import { storeMessages } from './store-messages.ts';

/** The bundled example's afternoon with all campaigns, 2026-03-03 16:00 to 22:00 UTC. */
const settings = { seed: 7, legs: 200_000 } as const;
const spanS = 6 * 3_600;
/** Carriers' clocks differ a little, so some legs start before the afternoon does. */
const firstS = Date.UTC(2026, 2, 3, 16) / 1_000 - 60;
/** A minute in which all kinds of calls are made. */
const busyMinute = "start_time >= '2026-03-03 21:30:00' AND start_time < '2026-03-03 21:31:00'";
/** Only every sixth afternoon has campaigns. With more than a day in between, each is a campaign of its own. */
const campaignEvery = 6;
/** Afternoons in one insert: five days of partitions, about 4 million rows. */
const perInsert = 20;

/** Stores the afternoon with the ingest worker's stages, and finds its campaigns. */
export async function storeAfternoon(store: Store): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'ringtrace-afternoon-'));
  try {
    await generateExample({ ...settings, directory });
    await loadReferenceFile(store, 'providers', join(directory, 'providers.csv'));
    await loadReferenceFile(store, 'dno', join(directory, 'dno.txt'));
    await storeMessages(store, await feedMessages(directory));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  await tick(store);
}

/** Another line of the same exchange. Neighbors stay neighbors, and who calls whom stays the same. */
const lineOf = (number: string) =>
  `if(${number} < 10000, ${number}, intDiv(${number}, 10000) * 10000 + (${number} + 37 * back) % 10000)`;
const otherLine = (number: string) => `${lineOf(number)} AS ${number}`;
/** A number on a do-not-originate list stays the same. */
const otherCaller = (listed: string) =>
  `if(${listed}, calling_number, ${lineOf('calling_number')}) AS calling_number`;
const earlier = (time: string) => `${time} - toIntervalSecond(${spanS} * back) AS ${time}`;
const otherId = "concat(call_id, '-', toString(back)) AS call_id";
const steps = '(SELECT toInt64(arrayJoin(range({from: UInt32}, {to: UInt32}))) AS back) AS steps';
const namesOf = (table: { columns: object }) => Object.keys(table.columns).join(', ');
/** In an expression, a name means the stored column and not the column that replaces it. */
const asStored = { prefer_column_name_to_alias: 1 } as const;

/** The afternoon's rows as if they were from `back` afternoons ago, with other lines and other call ids. */
const earlierCdrs = `
INSERT INTO ${cdrStore.name} (${namesOf(cdrStore)})
SELECT * EXCEPT (back, in_campaign) REPLACE (
    ${['start_time', 'answer_time', 'end_time'].map(earlier).join(', ')}, ${otherId},
    ${otherCaller('dno')}, ${otherLine('called_number')},
    if(toUInt128(origid) = 0, origid, reinterpretAsUUID(sipHash128(origid, back))) AS origid)
FROM (
  SELECT ${namesOf(cdrStore)},
    (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM campaign_calls) AS in_campaign
  FROM ${cdrStore.name} FINAL WHERE start_time >= fromUnixTimestamp64Second(${firstS}, 'UTC')
) AS afternoon CROSS JOIN ${steps}
WHERE NOT in_campaign OR back % ${campaignEvery} = 0`;

const earlierArrivals = `
INSERT INTO ${arrivals.name} SELECT carrier, toStartOfMinute(start_time, 'UTC') AS minute, count() FROM ${cdrStore.name}
WHERE ${startsWithin(`${firstS} - ${spanS} * (toInt64({to: UInt32}) - 1)`, `${firstS} - ${spanS} * (toInt64({from: UInt32}) - 1)`)}
GROUP BY carrier, minute`;

/** The judgements of the afternoon itself. */
const current = `(hour, build) IN (SELECT bucket, build FROM builds FINAL WHERE rollup = 'judge')
  AND hour >= fromUnixTimestamp(${firstS} + 60)`;
const otherSegment = 'lower(hex(cityHash64(segment_id, back))) AS segment_id';

const earlierSegments = `
INSERT INTO ${segmentsStore.name} (${namesOf(segmentsStore)})
SELECT * EXCEPT (back) REPLACE (${['hour', 'first_seen', 'last_seen'].map(earlier).join(', ')}, {build: UInt64} AS build,
    {build: UInt64} AS calls_build, ${otherSegment}, ${otherCaller("caller_class = 'dno'")})
FROM (SELECT ${namesOf(segmentsStore)} FROM ${segmentsStore.name} WHERE ${current}) AS own CROSS JOIN ${steps}
WHERE back % ${campaignEvery} = 0`;

/** The key of a call's copy, as stitching makes it of the copied first leg. */
const otherKey = `cityHash64(carriers[1], concat(call_ids[1], '-', toString(back)),
    start_times[1] - toIntervalSecond(${spanS} * back))`;

const earlierCallKeys = `
INSERT INTO ${segmentCallKeys.name} (hour, build, segment_id, call_keys)
SELECT hour - toIntervalSecond(${spanS} * back), {build: UInt64}, lower(hex(cityHash64(segment_id, back))), groupArray(${otherKey})
FROM (
  SELECT hour, segment_id, arrayJoin(call_keys) AS call_key FROM ${segmentCallKeys.name}
  WHERE (hour, build, segment_id) IN (${currentCallKeys}) AND hour >= fromUnixTimestamp(${firstS} + 60)
) AS own
INNER JOIN (
  SELECT call_key, carriers, call_ids, start_times FROM ${stitchedCalls.name}
  WHERE (minute, build) IN (SELECT minute, build FROM ${stitchedMinutes.name} FINAL)
) AS kept USING (call_key)
CROSS JOIN ${steps}
WHERE back % ${campaignEvery} = 0
GROUP BY hour, segment_id, back`;

/** The lowest build number. Any real judgement replaces it. */
const copiedBuild = 1;

/** Hours whose judgement was copied; that beside the afternoon itself is judged anew. */
const earlierJudgements = defineStatement<LookAt & { build: number }>()({
  name: 'judgements of earlier afternoons',
  sql: `
INSERT INTO builds (rollup, carrier, bucket, build, arrivals)
SELECT 'judge', '', hour, {build: UInt64}, arrivals FROM (${dirtyHours})
WHERE hour < fromUnixTimestamp(${firstS}) - toIntervalHour(2)`,
  lists: dayLists,
});

/**
 * Stores the afternoons `from` to `to` - 1 before the last one, with copies of its judgements. Rollups, kept calls and campaigns
 * are left to be built.
 */
async function storeEarlierAfternoons(store: Store, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += perInsert) {
    const copies = { from: at, to: Math.min(at + perInsert, to), build: copiedBuild };
    for (const sql of [earlierCdrs, earlierArrivals, earlierSegments, earlierCallKeys])
      await store.command(sql, copies, { ...asStored, optimize_on_insert: 0 });
    const look = lookAt(await allDays(store));
    await store.run(earlierJudgements, { build: copiedBuild, ...look });
  }
}

const storedCdrs = defineQuery()({
  name: 'stored CDRs',
  row: z.object({ cdrs: z.number() }),
  sql: `SELECT count() AS cdrs FROM ${cdrStore.name}`,
});

/**
 * Stores earlier afternoons, in addition to the `afternoons` that exist, until about `cdrs` CDRs are stored. The last
 * afternoon stays as it is. Returns the number of afternoons.
 */
export async function growTo(store: Store, cdrs: number, afternoons: number): Promise<number> {
  let have = afternoons;
  for (;;) {
    const [stored] = await store.query(storedCdrs, {});
    const rows = stored?.cdrs ?? cdrs;
    if (rows >= cdrs) return have;
    const more = Math.max(1, Math.floor((cdrs - rows) / (rows / have)));
    await storeEarlierAfternoons(store, have, have + more);
    have += more;
  }
}

/** Stores what one minute brings: as many new calls as in the afternoon's busy minute. */
export async function storeOneMinute(store: Store, turn: number): Promise<void> {
  const params = { turn: `-now-${turn}`, back: 4_000 + turn };
  await store.command(
    `INSERT INTO ${cdrStore.name} (${namesOf(cdrStore)})
     WITH {back: UInt32} AS back
     SELECT * REPLACE (concat(call_id, {turn: String}) AS call_id, ${otherLine('called_number')},
       ${otherCaller('dno')})
     FROM (SELECT ${namesOf(cdrStore)} FROM ${cdrStore.name} FINAL WHERE ${busyMinute} AND position(call_id, '-now-') = 0)`,
    params,
    asStored,
  );
  await store.command(
    `INSERT INTO ${arrivals.name} SELECT carrier, toStartOfMinute(start_time, 'UTC') AS minute, count()
     FROM ${cdrStore.name} WHERE ${busyMinute} AND endsWith(call_id, {turn: String}) GROUP BY carrier, minute`,
    params,
  );
}
