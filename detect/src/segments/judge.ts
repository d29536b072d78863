import { defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { segmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { nextBuild } from '../builds/build-number.ts';
import { dayLists, type LookAt } from '../builds/days.ts';
import { highestBuild, insertBuilds, planned, plannedRange } from '../builds/dirty.ts';
import { dirtyHours, judgeName } from '../builds/hours.ts';
import {
  bin,
  classOf,
  keyOf,
  ordinaryOutcomes,
  segmentFeatures,
  segmentKey,
  transits,
} from '../features/features.ts';
import { asked, claimedOf, isOfCustomer } from '../features/sources.ts';
import { stageCalls } from '../features/stage.ts';
import { thresholds } from '../thresholds.ts';
import { baselineOf } from './baseline.ts';
import type { Judgement } from './judgement.ts';
import { baselinesOf, judgeSegment } from './score.ts';
import { segmentRow } from './segment.ts';

/** Hours of one build: bounds its memory. Earliest first. */
const hoursPerBuild = 12;
const hourS = 3_600;

/** Legs of the members: calls of the segment whose outcome is mostly excess, and all legs of those calls. */
const insertMembers = `
INSERT INTO segment_calls_store
  (hour, build, segment_id, call_key, call_start, carrier, call_id, start_time, calling_number, called_number)
SELECT hour, {build: UInt64}, segment_id,
  lower(hex(cityHash64(carriers[1], call_ids[1], start_times[1]))) AS call_key,
  call_start, leg_carrier, leg_call_id, leg_start, calling_number, called_number
FROM (
  SELECT c.hour AS hour, s.segment_id AS segment_id, c.carriers AS carriers, c.call_ids AS call_ids,
    c.start_times AS start_times, c.call_start AS call_start, c.calling_number AS calling_number,
    c.called_number AS called_number
  FROM (
    SELECT hour, ${segmentKey}, toUInt8(${bin}) AS outcome, calling_number, called_number, carriers, call_ids,
      start_times, start_time AS call_start
    FROM judge_stage WHERE build = {build: UInt64}
  ) AS c
  INNER JOIN (
    SELECT hour, kind, calling_number AS number, segment_id, member_bins,
      ${keyOf("kind = 'number'")} AS key, ${classOf("kind = 'number'", 'caller_class')} AS class
    FROM segments_store WHERE build = {build: UInt64} AND verdict != 'ordinary'
  ) AS s ON c.hour = s.hour AND c.kind = s.kind AND c.number = s.number AND c.key = s.key AND c.class = s.class
  WHERE has(s.member_bins, c.outcome)
)
ARRAY JOIN carriers AS leg_carrier, call_ids AS leg_call_id, start_times AS leg_start`;

/** @public A test sends long lists of every exported statement. */
export const planHours = defineStatement<LookAt & { build: number }>()({
  name: 'plan of hours to judge',
  sql: `INSERT INTO build_plans (build, rollup, carrier, bucket, arrivals)
    SELECT {build: UInt64}, '${judgeName}', carrier, bucket, arrivals
    FROM (${planned(`SELECT '' AS carrier, hour AS bucket, arrivals FROM (${dirtyHours})`, hoursPerBuild)})`,
  lists: dayLists,
});

/**
 * Judges hours of some days whose traffic changed, wholesale, and replaces their segments. Returns the hours judged; 0 = none was
 * dirty. A crash half-way leaves them dirty.
 */
export async function judgeDirtyHours(store: Store, look: LookAt): Promise<number> {
  const [highest] = await store.query(highestBuild, look);
  const build = nextBuild(highest?.build ?? 0);
  await store.run(planHours, { build, ...look });
  const [range] = await store.query(plannedRange, { build });
  if (range === undefined || range.buckets === 0) return 0;
  await stageCalls(store, { build, first: range.first, end: range.last + hourS });
  await writeSegments(store, build);
  await store.command(insertBuilds, { build });
  await store.command(`ALTER TABLE judge_stage DROP PARTITION ${build}`);
  return range.buckets;
}

/** What is ordinary is kept where it may speak for a number or a customer that another hour speaks against. */
const isKept = ({ verdict, features: f }: Judgement) =>
  verdict !== 'ordinary' || (f.calls >= thresholds.segmentCalls && (f.kind === 'number' || isOfCustomer(f)));

async function writeSegments(store: Store, build: number): Promise<void> {
  const features = await store.query(segmentFeatures, { build, least: thresholds.thinCalls });
  if (features.length === 0) return;
  const baselines = baselinesOf(await store.query(ordinaryOutcomes, { build }));
  const meeting = new Set(
    (await store.query(transits, { build })).map(({ hour, provider }) => `${hour} ${provider}`),
  );
  const judged = features.map((f) =>
    judgeSegment(
      { ...f, ...asked(f), by_transit: meeting.has(`${f.hour} ${claimedOf(f.key)}`) },
      baselines.get(f.hour) ?? baselineOf([], []),
    ),
  );
  const rows = judged.filter(isKept).map((j) => segmentRow(j, build));
  if (rows.length === 0) return;
  await store.insertRows(segmentsStore, rows);
  await store.command(insertMembers, { build });
}
