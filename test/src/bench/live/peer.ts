import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { type Flagged, flaggedBy } from '../../accuracy/rules.ts';
import type { OwnStack } from '../../ingest/stack.ts';
import { Meter } from '../ingest/meter.ts';
import { cpuBetween } from '../ingest/run.ts';
import { quiet } from '../store/quiet.ts';
import type { Measured } from './measured.ts';
import * as sql from './peer-sql.ts';
import { cpuOf, statementsBetween } from './statements.ts';

/** Views behind smaller blocks would make a part for every few rows. */
const leastBlockRows = 10_000;
const foundShare = 0.5;

const rounded = (value: number) => Number(value.toPrecision(3));

/**
 * What a user would otherwise build, over the CDRs of a run that is over: two incremental materialized views, filled in
 * blocks as large as ingest's. What it costs to read the CDRs again is taken off.
 */
export async function peerOf(stack: OwnStack, run: Measured) {
  const { store } = stack;
  await store.command(sql.source);
  const blockRows = Math.max(leastBlockRows, averageBlock(run));
  const reading = await engineCpu(stack, () => fill(store, blockRows));
  for (const statement of [...sql.tables, ...sql.views]) await store.command(statement);
  const filling = await engineCpu(stack, () => fill(store, blockRows));
  const look_cpu_s = await lookCost(store);
  const rows = run.cdrs + run.stored;
  const rules = [];
  for (const [rule, condition] of Object.entries(sql.conditions))
    rules.push({ rule, ...foundBy(await flaggedBy(store, condition)) });
  const cpu_s_per_1m = rounded((1e6 * Math.max(0, filling - reading)) / rows);
  const ours_cpu_s_per_1m = rounded((1e6 * detectionCpu(run)) / run.cdrs);
  return {
    block_rows: blockRows,
    cpu_s_per_1m,
    ours_cpu_s_per_1m,
    ours_over_views: rounded(ours_cpu_s_per_1m / Math.max(1e-3, cpu_s_per_1m)),
    look_cpu_s: rounded(look_cpu_s),
    rules,
  };
}
export type PeerFigures = Awaited<ReturnType<typeof peerOf>>;

/** CPU seconds of detection: its worker's, and the engine's for its statements. */
const detectionCpu = ({ cpu, statements }: Measured) => (cpu['detect'] ?? 0) + cpuOf(statements, 'detect');

/** CDRs of an insert of the ingest worker. */
function averageBlock({ statements, cdrs }: Measured): number {
  const inserts = statements.find(
    ({ worker, step }) => worker === 'ingest' && step === 'insert into cdr_store',
  );
  return Math.round(cdrs / Math.max(1, inserts?.runs ?? 1));
}

const fill = (store: Store, rows: number) =>
  store.command(
    `INSERT INTO peer_cdr SELECT ${sql.columns} FROM cdr_store`,
    {},
    {
      max_threads: 1,
      max_block_size: String(rows),
      min_insert_block_size_rows: String(rows),
      min_insert_block_size_bytes: '0',
    },
  );

/** CPU seconds of the engine until it has merged what was written. */
async function engineCpu({ engine, store }: OwnStack, work: () => Promise<void>): Promise<number> {
  await quiet(store);
  const meter = new Meter({ engine: engine().pid });
  try {
    const start = meter.read();
    await work();
    await quiet(store);
    return cpuBetween(start, meter.read())['engine'] ?? 0;
  } finally {
    meter.stop();
  }
}

/** CPU seconds of one look at what the rules flag. */
async function lookCost(store: Store): Promise<number> {
  const from = Date.now();
  for (const look of Object.values(sql.looks))
    await store.query(
      defineQuery()({
        name: 'look of the usual rules',
        row: z.object({ flagged: z.number() }),
        sql: `SELECT count() AS flagged FROM (${look})`,
      }),
      {},
    );
  const costs = await statementsBetween(store, from, Date.now());
  return costs.find(({ step }) => step === 'look of the usual rules')?.cpu_s ?? 0;
}

/** A campaign is found where half its legs are flagged. */
export function foundBy(rows: readonly Flagged[]) {
  const campaigns = rows.filter(({ campaign }) => campaign !== '');
  const honest = rows.find(({ campaign }) => campaign === '');
  return {
    campaigns: campaigns.length,
    found: campaigns.filter(({ legs, flagged }) => flagged >= foundShare * legs).length,
    honest_numbers: honest?.honest_numbers ?? 0,
    honest_legs_flagged: honest?.flagged ?? 0,
  };
}
