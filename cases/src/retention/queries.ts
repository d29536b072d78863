import { defineQuery, defineStatement } from '@ringtrace/platform/clickhouse';
import { rows, values } from '@ringtrace/platform/lists';
import { text, timeMs } from '@ringtrace/schemas/columns';
import { dropStates, keptFor, retentionKinds } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';

/** Horizons as they were written, ms since 1970. */
export const notedHorizons = defineQuery()({
  name: 'horizons of retention',
  row: z.object({
    kind: z.enum(retentionKinds),
    horizon: z.number(),
    whole_from: z.number(),
    noted_at: z.number(),
  }),
  sql: `SELECT kind, toUnixTimestamp(horizon) * 1000 AS horizon, toUnixTimestamp(whole_from) * 1000 AS whole_from,
      toUnixTimestamp64Milli(min(noted_at)) AS noted_at
    FROM retention_horizons GROUP BY kind, horizon, whole_from ORDER BY kind, horizon`,
});

/** The newest state of each drop. */
export const everyDrop = defineQuery()({
  name: 'drops of retention',
  row: z.object({
    drop_id: z.string(),
    table: z.string(),
    partition: z.number(),
    records: z.number(),
    kept: z.number(),
    identities: z.number(),
    state: z.enum(dropStates),
    at: z.number(),
  }),
  sql: `SELECT drop_id, toString(dropped_table) AS table, partition, records, kept, identities, state, toUnixTimestamp64Milli(at) AS at
    FROM retention_drops FINAL ORDER BY at, drop_id`,
});

/**
 * What some tables of one server hold, by partition.
 * @public A test sends long lists of every exported statement.
 */
export const partitionsHeld = defineQuery<{ tables: readonly string[] }>()({
  name: 'partitions and their size',
  lists: { tables: values(text()) },
  row: z.object({ table: z.string(), partition: z.number(), rows: z.number(), bytes: z.number() }),
  sql: `SELECT table, toUInt64(partition) AS partition, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
    WHERE active AND database = currentDatabase() AND table IN (SELECT value FROM tables)
    GROUP BY table, partition ORDER BY table, partition SETTINGS prefer_column_name_to_alias = 1`,
});

const caseThatKeeps = z.object({
  case_id: z.string(),
  campaign_id: z.string(),
  title: z.string(),
  held: z.boolean(),
  why: z.enum(['legal hold', 'open', 'package', 'lately released']),
});
export type CaseThatKeeps = z.infer<typeof caseThatKeeps>;

/** Cases as they stood until a moment or later. A row stands until the next row of its case. */
const casesUntil = `
      SELECT case_id, held, status FROM (
        SELECT case_id, held, status, leadInFrame(changed_at) OVER (
          PARTITION BY case_id ORDER BY sequence ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ) AS until FROM cases_store FINAL
      ) WHERE until >= fromUnixTimestamp64Milli({since: Int64}, 'UTC')`;

/** Cases that keep what their campaign reaches, with the reason: now, or at a moment since `since`, ms since 1970. */
export const casesThatKeep = defineQuery<{ since: number }>()({
  name: 'cases that keep records',
  row: caseThatKeeps,
  sql: `SELECT case_id, campaign_id, title, c.held OR case_id IN (SELECT case_id FROM (${casesUntil}) WHERE held) AS held,
      multiIf(c.held, 'legal hold', status = 'open', 'open', case_id IN (SELECT case_id FROM packages), 'package', 'lately released') AS why
    FROM cases AS c
    WHERE c.held OR status = 'open' OR case_id IN (SELECT case_id FROM packages)
      OR case_id IN (SELECT case_id FROM (${casesUntil}) WHERE held OR status = 'open')
    ORDER BY case_id`,
});

export const mergedCampaigns = defineQuery()({
  name: 'campaigns that became part of others',
  row: z.object({ campaign_id: z.string(), merged_into: z.string() }),
  sql: "SELECT campaign_id, merged_into FROM campaigns_store FINAL WHERE merged_into != '' ORDER BY campaign_id",
});

/** Campaigns with a call at a moment or later, s since 1970. */
export const campaignsSince = defineQuery<{ since: number }>()({
  name: 'campaigns with calls since',
  row: z.object({ campaign_id: z.string() }),
  sql: `SELECT campaign_id FROM campaigns_store FINAL
    WHERE last_seen >= fromUnixTimestamp64Second({since: Int64}, 'UTC') ORDER BY campaign_id`,
});

/** Calls of tracebacks that began between two moments, s since 1970. `call_time` in ms. */
export const tracebackCalls = defineQuery<{ first: number; last: number }>()({
  name: 'calls of tracebacks',
  row: z.object({
    traceback_id: z.string(),
    calling_number: z.number(),
    called_number: z.number(),
    call_time: z.number(),
    window_s: z.number(),
  }),
  sql: `SELECT traceback_id, calling_number, called_number, toUnixTimestamp64Milli(call_time) AS call_time, window_s FROM tracebacks
    WHERE call_time >= fromUnixTimestamp64Second({first: Int64}, 'UTC') AND call_time < fromUnixTimestamp64Second({last: Int64}, 'UTC')
    ORDER BY traceback_id`,
});

const startsInDay =
  "start_time >= fromUnixTimestamp64Milli({first: Int64} * 1000, 'UTC') AND start_time < fromUnixTimestamp64Milli({last: Int64} * 1000, 'UTC')";
const membersOfDay = `
      SELECT * FROM campaign_calls
      WHERE hour >= fromUnixTimestamp({first: Int64} - 3600) AND hour < fromUnixTimestamp({last: Int64})
        AND campaign_id IN (SELECT campaign_id FROM of_cases) AND ${startsInDay}`;

/**
 * Writes down the member legs of some campaigns on one day as kept for their cases, as far as they are stored. `first` and `last` are s
 * since 1970.
 * @public A test sends long lists of every exported statement.
 */
export const keepMembers = defineStatement<{
  first: number;
  last: number;
  of_cases: readonly { campaign_id: string; case_id: string }[];
}>()({
  name: 'keep member legs',
  lists: { of_cases: rows({ campaign_id: text(), case_id: text() }) },
  sql: `INSERT INTO kept_legs (start_time, carrier, call_id, kept_for, id)
    SELECT c.start_time, c.carrier, c.call_id, '${keptFor[2]}', o.case_id
    FROM (${membersOfDay}) AS c
    INNER JOIN of_cases AS o ON o.campaign_id = c.campaign_id
    WHERE (c.carrier, c.start_time, c.call_id) IN (
      SELECT carrier, start_time, call_id FROM cdr_store
      WHERE ${startsInDay} AND (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM (${membersOfDay}))
    )`,
});

/**
 * Writes down legs between two moments as kept, as far as they are stored. `first` and `last` are s since 1970.
 * @public A test sends long lists of every exported statement.
 */
export const keepLegs = defineStatement<{
  first: number;
  last: number;
  wanted: readonly {
    start_time: number;
    carrier: string;
    call_id: string;
    kept_for: string;
    id: string;
  }[];
}>()({
  name: 'keep cited legs',
  lists: {
    wanted: rows({ start_time: timeMs(), carrier: text(), call_id: text(), kept_for: text(), id: text() }),
  },
  sql: `INSERT INTO kept_legs (start_time, carrier, call_id, kept_for, id)
    SELECT start_time, carrier, call_id, kept_for, id FROM wanted
    WHERE (carrier, start_time, call_id) IN (
      SELECT carrier, start_time, call_id FROM cdr_store
      WHERE ${startsInDay} AND (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM wanted)
    )`,
});

/** Days of which legs are kept for cases, and the ids of these cases. */
export const daysKeptForCases = defineQuery()({
  name: 'days kept for cases',
  row: z.object({ day: z.number(), ids: z.array(z.string()) }),
  sql: `SELECT toYYYYMMDD(start_time) AS day, groupUniqArray(id) AS ids FROM kept_legs WHERE kept_for = '${keptFor[2]}'
    GROUP BY day ORDER BY day`,
});

/** What is kept of days that went, by what it is kept for. */
export const keptByThing = defineQuery()({
  name: 'kept legs by what cites them',
  row: z.object({
    kept_for: z.enum(keptFor),
    id: z.string(),
    legs: z.number(),
    first: z.string(),
    last: z.string(),
  }),
  sql: `SELECT kept_for, id, count() AS legs, toString(toDate(min(start_time))) AS first, toString(toDate(max(start_time))) AS last
    FROM kept_legs FINAL GROUP BY kept_for, id ORDER BY legs DESC, kept_for, id`,
});

/** Carriers with CDRs between two moments, s since 1970. */
export const carriersBetween = defineQuery<{ first: number; last: number }>()({
  name: 'carriers with CDRs between',
  row: z.object({ carriers: z.number() }),
  sql: `SELECT uniqExact(carrier) AS carriers FROM cdr_store WHERE ${startsInDay}`,
});
