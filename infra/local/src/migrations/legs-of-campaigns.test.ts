import { defineQuery } from '@ringtrace/platform/clickhouse';
import { viewDdl } from '@ringtrace/schemas/table';
import { views } from '@ringtrace/schemas/tables/all';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestStore, type TestStore } from '../test-services/store.ts';
import { run, runStopping, statementsOf } from './statements.fixture.ts';

/** Migration 18 keeps legs of campaigns alone, and keys of calls of all other segments. */
const id = 18;

let scratch: TestStore;
beforeAll(async () => {
  scratch = await openTestStore();
});
afterAll(() => scratch.close());

const legs = defineQuery()({
  name: 'legs of campaigns',
  row: z.object({ campaign_id: z.string(), call_id: z.string() }),
  sql: 'SELECT campaign_id, call_id FROM campaign_calls ORDER BY call_id',
});
const keys = defineQuery()({
  name: 'keys of calls of segments',
  row: z.object({ segment_id: z.string(), build: z.number(), call_keys: z.array(z.string()) }),
  sql: `SELECT segment_id, build, arrayMap(key -> lower(hex(key)), arraySort(call_keys)) AS call_keys
    FROM segment_call_keys ORDER BY segment_id`,
});

/**
 * An hour that was judged twice. Of one segment the first judgement's calls hold, and it is of a campaign; of another the second one's.
 * A third one is of a campaign, and the newest judgement has cut its calls into other segments: the release before was stopped before the merge.
 */
const before = [
  "INSERT INTO builds (rollup, carrier, bucket, build, arrivals) VALUES ('judge', '', 3600, 2, 9)",
  `INSERT INTO segments_store (hour, build, segment_id, verdict, calls_build) VALUES
    (3600, 1, 'joined', 'suspicious', 1), (3600, 2, 'joined', 'suspicious', 1),
    (3600, 1, 'alone', 'weak', 1), (3600, 2, 'alone', 'weak', 2), (3600, 2, 'honest', 'ordinary', 1)`,
  `INSERT INTO segment_calls_store (hour, build, segment_id, call_key, carrier, call_id) VALUES
    (3600, 1, 'joined', 'a1b2c3d4e5f60718', 'm', 'j1'), (3600, 1, 'joined', 'a1b2c3d4e5f60718', 'n', 'j2'),
    (3600, 1, 'joined', '07', 'm', 'j3'),
    (3600, 1, 'alone', 'ff', 'm', 'gone'), (3600, 2, 'alone', 'fe', 'm', 'a1'),
    (3600, 1, 'cut anew', '0a', 'm', 'gone'), (3600, 2, 'cut anew', '0b', 'm', 'j4')`,
  "INSERT INTO campaign_segments_store (segment_id, campaign_id, revision) VALUES ('joined', 'c', 1), ('left', '', 2), ('cut anew', 'c', 1)",
];

it('keeps legs of campaigns and keys of calls, though it stops after each of its statements in turn', async () => {
  const store = await scratch.engine.newDatabase();
  await run(store, [...statementsOf((migration) => migration < id), ...before]);
  await runStopping(store, id);
  await run(store, views.map(viewDdl));
  expect(await store.query(legs, {})).toEqual(
    ['j1', 'j2', 'j3', 'j4'].map((call_id) => ({ campaign_id: 'c', call_id })),
  );
  expect(await store.query(keys, {})).toEqual([
    { segment_id: 'alone', build: 2, call_keys: ['fe'] },
    { segment_id: 'joined', build: 1, call_keys: ['07', 'a1b2c3d4e5f60718'] },
  ]);
});
