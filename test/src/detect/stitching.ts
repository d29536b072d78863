import { markedCalls } from '@ringtrace/detect/features/mark';
import { callerRow, originKeyNames, originKeyRow } from '@ringtrace/detect/features/segment-key';
import { sumCalls } from '@ringtrace/detect/features/stage';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { hourS } from '@ringtrace/schemas/durations';
import { arrivals, type CdrRow, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { stitchedCalls, stitchedMinutes, workingTables } from '@ringtrace/schemas/tables/judging';
import { buildPlans } from '@ringtrace/schemas/tables/rollups';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { legsOf } from './network.ts';

const hour = Date.UTC(2026, 2, 10, 9);
/** The number that calls, where a leg names no other. */
export const caller = 12_025_550_100;
const [template] = legsOf(
  {
    at: 0,
    calling: caller,
    called: 1,
    path: ['north'],
    customer: 'x',
    attestation: '',
    talkS: 5,
    label: '',
  },
  0,
);
let legs = 0;
/** A leg, written as 'carrier upstream downstream' (- = unknown). `atS`: seconds after the hour. */
export function leg(told: string, atS: number, calling = caller, called = 13_035_550_100): CdrRow {
  if (template === undefined) throw new Error('no leg to start from');
  const [carrier = '', upstream = '', downstream = ''] = told
    .split(' ')
    .map((field) => (field === '-' ? '' : field));
  const call_id = `leg-${String(legs++).padStart(6, '0')}`;
  const start_time = hour + atS * 1000;
  return {
    ...template.row,
    carrier,
    upstream,
    downstream,
    call_id,
    start_time,
    calling_number: calling,
    called_number: called,
  };
}

const marked = defineQuery<{ build: number; first: number; end: number }>()({
  name: 'marked calls',
  row: z.object({
    called_number: z.number(),
    carriers: z.array(z.string()),
    call_ids: z.array(z.string()),
    origin_provider: z.string(),
    claimed_origin: z.string(),
    next_provider: z.string(),
    ...originKeyRow,
    caller_class: callerRow.caller_class,
    called_back_at: callerRow.called_back_at,
    answered: z.coerce.boolean(),
    duration_s: z.number(),
  }),
  sql: `SELECT called_number, carriers, call_ids, origin_provider, claimed_origin, next_provider,
      ${originKeyNames.join(', ')}, caller_class, called_back_at, answered, duration_s
    FROM (${markedCalls()}) ORDER BY called_number, start_time, call_ids`,
});
/** A call as judging marks it. */
export type MarkedCall = z.infer<typeof marked.row>;

/** What the hours of some legs show once their calls are stitched and counted, in a database of its own. */
export interface Stitching {
  /** The store that the last of `stitched` has filled. */
  store(): Store;
  /** The calls that judging these hours (counted from the first) would see. Each hour is judged by itself. */
  stitched(rows: readonly CdrRow[], hours?: readonly number[]): Promise<MarkedCall[]>;
}

/** Opens the engine before the tests of a file, and ends it after them. */
export function useStitching(): Stitching {
  let engine: TestEngine | undefined;
  let target: Store | undefined;
  const opened = () => {
    if (target === undefined) throw new Error('the engine is not open');
    return target;
  };
  beforeAll(async () => {
    engine = await openTestEngine();
    target = await engine.freshStore();
  });
  afterAll(() => engine?.stop());
  return { store: opened, stitched: (rows, hours = [0]) => stitchedIn(opened(), rows, hours) };
}

async function stitchedIn(target: Store, rows: readonly CdrRow[], hours: readonly number[]) {
  for (const { name } of [cdrStore, arrivals, buildPlans, stitchedCalls, stitchedMinutes, ...workingTables])
    await target.command(`TRUNCATE TABLE ${name}`);
  await store(target, rows);
  const calls: MarkedCall[] = [];
  for (const [i, h] of hours.entries()) {
    const first = hour / 1_000 + h * hourS;
    const plan = { build: i + 1, rollup: 'judge', carrier: '', bucket: first, arrivals: 1 };
    await target.insertRows(buildPlans, [plan]);
    const stage = { build: i + 1, first, end: first + hourS };
    await sumCalls(target, stage);
    calls.push(...(await target.query(marked, stage)));
  }
  return calls;
}
