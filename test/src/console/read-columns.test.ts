import { SqlError } from '@ringtrace/console/server/queries/analyst';
import { whyOf, whyReason } from '@ringtrace/console/server/queries/read-columns';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import type { Store } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let scratch: TestStore;
let analyst: Store;
beforeAll(async () => {
  scratch = await openTestStore();
  analyst = scratch.engine.open(scratch.store.database, scratch.engine.readOnly);
});
afterAll(() => scratch.close());

it.each([
  'SELECT count() FROM cdr',
  '-- by hour\n/* of a day */ SELECT toStartOfHour(start_time) AS h, count() FROM cdr GROUP BY h ORDER BY h;',
  'SELECT calling_number, uniqExact(call_id) FROM cdr GROUP BY calling_number',
  'WITH x AS (SELECT carrier FROM cdr) SELECT count() FROM x',
  'SELECT c.carrier FROM cdr AS c LEFT JOIN batches AS b ON b.carrier = c.carrier ARRAY JOIN [1, 2] AS z',
  'SELECT carrier, rank() OVER (PARTITION BY carrier ORDER BY start_time) FROM cdr LIMIT 5 BY carrier',
  'SELECT arrayMap(x -> x + 1, [1]) UNION ALL SELECT [2]',
  'SELECT toDate(start_time) AS d, count() FROM cdr GROUP BY d ORDER BY d WITH FILL INTERPOLATE',
  'SELECT name FROM system.columns',
  'SHOW TABLES',
  'SHOW CREATE TABLE cdr',
  'DESCRIBE TABLE cdr',
])('needs no reason: %s', async (sql) => {
  expect(await whyReason(analyst, sql)).toBeUndefined();
});

it.each([
  ['SELECT called_number FROM cdr LIMIT 1', 'called_number'],
  ['SELECT * FROM cdr LIMIT 1;', 'called_number and called_number_raw and identity_fault'],
  ['SELECT max(c.n) FROM (SELECT c.called_number AS n FROM cdr AS c) AS c', 'called_number'],
  [
    'WITH x AS (SELECT called_number FROM campaign_calls) SELECT max(called_number) FROM x -- end',
    'called_number',
  ],
  ['SELECT (SELECT max(called_number) FROM cdr)', 'called_number'],
  ['SELECT carrier FROM cdr WHERE called_number = 13035551234', 'called_number'],
  ['SELECT called_number AS `a, column_name: carrier` FROM cdr', 'called_number'],
  ['SELECT carrier, original FROM dead_letters', 'original'],
  ['SELECT cdr.carrier FROM cdr JOIN campaign_calls USING (called_number)', 'called_number'],
  ['SELECT query FROM system.processes', 'system.processes'],
])('needs a reason: %s', async (sql, read) => {
  expect(await whyReason(analyst, sql)).toBe(`reads ${read}`);
});

describe('where the engine gives no account of its columns', () => {
  it.each([
    ['SELECT called_number FROM cdr SETTINGS enable_analyzer = 0', 'changes settings (SETTINGS)'],
    [
      'SELECT n FROM (SELECT called_number AS n FROM cdr settings allow_experimental_analyzer = 0)',
      'changes settings (SETTINGS)',
    ],
    ['SELECT * FROM view(SELECT called_number AS n FROM cdr)', 'reads a table function, such as view()'],
    ["SELECT max(carrier) FROM merge(currentDatabase(), '^cdr$')", 'reads a table function, such as view()'],
    ['EXPLAIN SELECT (SELECT max(called_number) FROM cdr)', 'is no SELECT'],
    ['EXPLAIN QUERY TREE SELECT (SELECT max(called_number) FROM cdr)', 'is no SELECT'],
    [
      'SELECT * FROM (EXPLAIN SELECT (SELECT max(called_number) FROM cdr))',
      'asks how a query runs (EXPLAIN)',
    ],
    ['DESCRIBE (SELECT (SELECT max(called_number) FROM cdr))', 'is no SELECT'],
    ['SHOW PROCESSLIST', 'is no SELECT'],
    [
      "SELECT CAST((SELECT toString(max(called_number)) FROM cdr), 'Date')",
      'is one of which the engine can not say what it reads',
    ],
    ["SELECT CAST((SELECT '13035551234'), 'Date')", 'is one of which the engine can not say what it reads'],
  ])('%s', async (sql, why) => {
    expect(await whyReason(analyst, sql)).toBe(why);
  });

  it('tells a fault of the statement instead, where that quotes no value', async () => {
    await expect(whyReason(analyst, 'SELECT nonsense')).rejects.toThrow(SqlError);
    await expect(whyReason(analyst, 'SELECT 1 FROM (SELECT 1')).rejects.toThrow('Syntax error');
  });
});

it.each([
  [[], 'an empty account'],
  [['Something else'], 'another form'],
  [['QUERY id: 0', '  COLUMN id: 1, name: called'], 'a column without a name'],
  [['QUERY id: 0', '  TABLE id: 1'], 'a table without a name'],
  [['QUERY id: 0', '  NOVELTY id: 1'], 'a node of another kind'],
])('needs a reason: %s, %s', (lines) => {
  expect(whyOf(lines.join('\n'))).toBe('is one of which it is not known what it reads');
});
