import { defineQuery } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestStore, type TestStore } from '../test-services/store.ts';
import { run, runStopping, statementsOf } from './statements.fixture.ts';

/** Migration 6 makes columns of the texts in which releases up to 0.2.0 kept the origin key and the caller class. */
const id = 6;

let scratch: TestStore;
beforeAll(async () => {
  scratch = await openTestStore();
});
afterAll(() => scratch.close());

const row = z.object({
  place: z.string(),
  place_provider: z.string(),
  place_customer: z.string(),
  place_trunk: z.string(),
  part: z.string(),
  part_origid: z.string(),
  part_prefix: z.number(),
  caller_class: z.string(),
  called_back_at: z.string(),
  callers_called: z.boolean(),
});
const segments = defineQuery()({
  name: 'migrated segments',
  row,
  sql: `SELECT ${Object.keys(row.shape).join(', ')} FROM segments_store ORDER BY segment_id`,
});

const none = {
  ...{
    place_provider: 'p',
    place_customer: '',
    place_trunk: '',
    part: 'all',
    part_origid: '',
    part_prefix: 0,
  },
  ...{ caller_class: 'unproven', called_back_at: '', callers_called: false },
};
/** Texts of an earlier release, the origin key first, and what they become. */
const cases: readonly (readonly [string, string, z.infer<typeof row>])[] = [
  ['customer|p|c', 'unproven', { ...none, place: 'customer', place_customer: 'c' }],
  [
    'customer|p|c|area 1212',
    'dno',
    { ...none, place: 'customer', place_customer: 'c|area 1212', caller_class: 'dno' },
  ],
  [
    'customer|p|two\nlines',
    'number',
    { ...none, place: 'customer', place_customer: 'two\nlines', caller_class: 'number' },
  ],
  ['trunk|p|t', 'unproven, called', { ...none, place: 'trunk', place_trunk: 't', callers_called: true }],
  [
    'trunk|p|t|u|exchange 1212555',
    'unproven',
    { ...none, place: 'trunk', place_trunk: 't|u', part: 'exchange', part_prefix: 1_212_555 },
  ],
  ['unknown|p|', 'foreign', { ...none, place: 'unknown', caller_class: 'foreign' }],
  [
    'unknown|p||area 0',
    'foreign, called',
    { ...none, place: 'unknown', part: 'area', caller_class: 'foreign', callers_called: true },
  ],
  [
    'upstream|p',
    'foreign +23, called',
    { ...none, place: 'claimed', caller_class: 'foreign', called_back_at: '+23', callers_called: true },
  ],
  [
    'upstream|p|origid x|area 5',
    'one ring +1876',
    {
      ...none,
      place: 'claimed',
      part: 'origid',
      part_origid: 'x|area 5',
      caller_class: 'one ring',
      called_back_at: '+1876',
    },
  ],
  [
    'upstream|p|area 1212',
    'neighbor',
    { ...none, place: 'claimed', part: 'area', part_prefix: 1_212, caller_class: 'neighbor' },
  ],
];

it('keeps the keys of segments, though it stops after each of its statements in turn', async () => {
  const store = await scratch.engine.newDatabase();
  await run(
    store,
    statementsOf((migration) => migration < id),
  );
  const values = cases.map(
    ([origin_key, caller_class], i) =>
      `(toDateTime(0), 1, 's${i}', 'source', 'weak', '${origin_key}', '${caller_class}')`,
  );
  await store.command(
    `INSERT INTO segments_store (hour, build, segment_id, kind, verdict, origin_key, caller_class) VALUES ${values.join(', ')}`,
  );
  await runStopping(store, id);
  expect(await store.query(segments, {})).toEqual(cases.map(([, , wanted]) => wanted));
});
