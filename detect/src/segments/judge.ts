import { defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { timeS } from '@ringtrace/schemas/columns';
import { hourS } from '@ringtrace/schemas/durations';
import { workingTables } from '@ringtrace/schemas/tables/judging';
import { judgeName } from '@ringtrace/schemas/tables/rollups';
import { nextBuild } from '../builds/build-number.ts';
import { dayLists, type LookAt } from '../builds/days.ts';
import { highestBuild, planned, plannedRange } from '../builds/dirty.ts';
import { dirtyHours, judgeOwnName, noteJudged } from '../builds/hours.ts';
import type { RestingMinutes } from '../features/resting-minutes.ts';
import { sumCalls } from '../features/stage.ts';
import { judgeStage } from './judge-stage.ts';
import type { LastJudgement } from './last-judgement.ts';
import { checkUndisturbed, minutesArrived } from './undisturbed.ts';

/** Hours of one build: bounds its memory. Earliest first. */
const hoursPerBuild = 12;

/** @public A test sends long lists of every exported statement. */
export const planHours = defineStatement<LookAt & { build: number; resting: readonly number[] }>()({
  name: 'plan of hours to judge',
  sql: `INSERT INTO build_plans (build, rollup, carrier, bucket, arrivals)
    SELECT {build: UInt64}, plan.1, carrier, bucket, plan.2
    FROM (${planned(
      `SELECT '' AS carrier, hour AS bucket, arrivals, own_arrivals FROM (${dirtyHours})
        WHERE hour NOT IN (SELECT value FROM resting)`,
      hoursPerBuild,
    )})
    ARRAY JOIN [('${judgeName}', arrivals), ('${judgeOwnName}', own_arrivals)] AS plan`,
  lists: { ...dayLists, resting: values(timeS()) },
});

/** What a judgement leaves for a later one. */
export interface Rests {
  /** Hours that are not judged now, s since 1970. */
  readonly hours?: readonly number[];
  /** Leaves late legs of minutes. Their hours stay dirty. */
  readonly minutes?: RestingMinutes | undefined;
}

/**
 * Judges hours of some days whose traffic changed, wholesale, and replaces their segments. `last` knows what the
 * judgement before has written, and is told what this one has. Returns the hours judged; 0 = none was due. A crash half-way
 * leaves them dirty, and so does another worker's sweep in between: then it throws.
 */
export async function judgeDirtyHours(
  store: Store,
  look: LookAt,
  last: LastJudgement,
  { hours: resting = [], minutes }: Rests = {},
): Promise<number> {
  const [highest] = await store.query(highestBuild, look);
  const build = nextBuild(highest?.build ?? 0);
  await store.run(planHours, { build, ...look, resting });
  const [range] = await store.query(plannedRange, { build });
  if (range === undefined || range.buckets === 0) return 0;
  const stage = { build, first: range.first, end: range.last + hourS };
  const arrived = await store.query(minutesArrived, stage);
  const left = await sumCalls(store, stage, minutes);
  const judged = await judgeStage(store, stage, last);
  await checkUndisturbed(
    store,
    stage,
    arrived.map(({ minute }) => minute),
  );
  await store.run(noteJudged, { build, left });
  last.keep(build, judged);
  await dropWorkingSpace(store, build);
  return range.buckets;
}

async function dropWorkingSpace(store: Store, build: number): Promise<void> {
  for (const { name } of workingTables) await store.command(`ALTER TABLE ${name} DROP PARTITION ${build}`);
}
