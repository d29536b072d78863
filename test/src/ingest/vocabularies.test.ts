import { emptyReference } from '@ringtrace/enrich/reference';
import { enrichRecord } from '@ringtrace/ingest/stages/enrich';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { regions } from '@ringtrace/schemas/regions';
import { cdrStore, lineTypes } from '@ringtrace/schemas/tables/cdr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { cdr } from './feeds.ts';

let scratch: TestStore;
beforeAll(async () => {
  scratch = await openTestStore();
});
afterAll(() => scratch.close(), 60_000);

const facts = defineQuery()({
  name: 'facts of called numbers',
  row: z.object({ called_region: z.string(), called_line_type: z.string() }),
  sql: 'SELECT called_region, called_line_type FROM cdr ORDER BY toUInt32(call_id)',
});

it('every country and line type comes back from the store as it went in', async () => {
  const row = enrichRecord('alpha', cdr('any'), emptyReference);
  const expected = regions.map((called_region, i) => ({
    called_region,
    called_line_type: lineTypes[i % lineTypes.length] ?? '',
  }));
  await scratch.store.insertRows(
    cdrStore,
    expected.map((fact, i) => ({ ...row, ...fact, call_id: String(i) })),
  );
  expect(await scratch.store.query(facts, {})).toEqual(expected);
});
