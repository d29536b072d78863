import { unmaskedColumns } from '@ringtrace/console/server/queries/read-columns';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { afterAll, beforeAll, expect, it } from 'vitest';

let scratch: TestStore;
beforeAll(async () => {
  scratch = await openTestStore();
});
afterAll(() => scratch.close());

it.each([
  ['SELECT count() FROM cdr', []],
  ['SELECT calling_number, uniqExact(call_id) FROM cdr GROUP BY calling_number', []],
  ['SELECT called_number FROM cdr LIMIT 1', ['called_number']],
  ['SELECT * FROM cdr LIMIT 1;', ['called_number', 'called_number_raw']],
  ['SELECT count() FROM (SELECT c.called_number AS n FROM cdr AS c)', ['called_number']],
  ['WITH x AS (SELECT called_number FROM campaign_calls) SELECT count() FROM x -- end', ['called_number']],
  ['SELECT carrier FROM cdr WHERE called_number = 13035551234', ['called_number']],
  ['SELECT carrier, original FROM dead_letters', ['original']],
  ['SELECT cdr.carrier FROM cdr JOIN campaign_calls USING (called_number)', ['called_number']],
  ['SHOW TABLES', []],
  ['SELECT nonsense', []],
])('%s', async (sql, expected) => {
  const found = await unmaskedColumns(scratch.store, sql);
  expect(found).toEqual(expect.arrayContaining([...expected]));
  if (expected.length === 0) expect(found).toEqual([]);
});
