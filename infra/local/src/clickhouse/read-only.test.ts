import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, startTestEngine, type TestEngine } from './test-engine.ts';

const SECRET = 'the-content-of-a-private-file';
let engine: TestEngine;
let secretFile: string;

beforeAll(async () => {
  engine = await startTestEngine();
  secretFile = join(engine.dir, 'secret.txt');
  writeFileSync(secretFile, SECRET);
  await ask(engine, 'readWrite', 'CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a');
  await ask(engine, 'readWrite', 'INSERT INTO t VALUES (1)');
});
afterAll(() => engine.remove());

describe('what an analyst may do', () => {
  it.each([
    'SELECT a FROM t',
    'SHOW TABLES',
    'DESCRIBE t',
    'EXPLAIN SELECT a FROM t',
    'SELECT a FROM t SETTINGS max_threads = 1, max_execution_time = 5',
    'WITH x AS (SELECT a FROM t) SELECT sum(a) FROM x',
    'SELECT count() FROM system.settings',
    'SELECT number FROM numbers(2)',
  ])('%s', async (query) => {
    expect(await ask(engine, 'readOnly', query, { enable_http_compression: '1' })).toMatchObject({
      status: 200,
    });
  });
});

describe('changes', () => {
  it.each([
    'INSERT INTO t VALUES (2)',
    'INSERT INTO t SETTINGS readonly = 0 VALUES (2)',
    'CREATE TABLE u (a UInt8) ENGINE = Memory',
    'CREATE TABLE u ENGINE = Memory AS SELECT 1 SETTINGS readonly = 0',
    'CREATE VIEW v AS SELECT 1',
    'CREATE FUNCTION f AS (x) -> x',
    'CREATE USER u',
    'DROP TABLE t',
    'TRUNCATE TABLE t',
    'ALTER TABLE t DELETE WHERE 1',
    'DELETE FROM t WHERE 1',
    'OPTIMIZE TABLE t FINAL',
    'RENAME TABLE t TO u',
    'DETACH TABLE t',
    'DROP FUNCTION file',
    'GRANT ALL ON *.* TO analyst',
    'SYSTEM SHUTDOWN',
    'SYSTEM STOP LISTEN HTTP',
    'SET readonly = 0',
    'SELECT 1 SETTINGS readonly = 0',
    'SELECT 1; INSERT INTO t VALUES (2)',
    'SELECT 1; /* */ DROP TABLE t',
    'EXECUTE AS ringtrace SELECT 1',
    "BACKUP TABLE t TO File('backup')",
    "ATTACH TABLE q FROM '/' (a UInt8) ENGINE = File(CSV)",
    "INSERT INTO FUNCTION null('a UInt8') VALUES (1)",
  ])('refuses %s', async (query) => {
    expect((await ask(engine, 'readOnly', query)).code).toBeGreaterThan(0);
    expect(await ask(engine, 'readWrite', 'SELECT sum(a), count() FROM t')).toMatchObject({ text: '1\t1' });
  });

  it('refuses them with the protection talked away in the address', async () => {
    for (const parameters of [{ readonly: '0' }, { profile: 'default' }, { user: 'default' }]) {
      const answer = await ask(engine, 'readOnly', 'INSERT INTO t VALUES (2)', parameters);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    const session_id = 'escape';
    for (const step of ["SET profile = 'default'", 'SET readonly = 0', 'SET ROLE ALL']) {
      await ask(engine, 'readOnly', step, { session_id });
    }
    expect((await ask(engine, 'readOnly', 'INSERT INTO t VALUES (2)', { session_id })).code).toBeGreaterThan(
      0,
    );
    expect(await ask(engine, 'readWrite', 'SELECT count() FROM t')).toMatchObject({ text: '1' });
  });
});

describe('memory', () => {
  it('cannot be had beyond the share of all analysts', async () => {
    const query = 'SELECT 1 SETTINGS max_memory_usage_for_user = 1000000000000';
    expect(await ask(engine, 'readOnly', query)).toMatchObject({ code: 452 });
  });
});

describe('files and other machines', () => {
  it.each([
    "SELECT * FROM file('FILE', 'LineAsString')",
    "WITH x AS (SELECT * FROM file('FILE', 'LineAsString')) SELECT * FROM x",
    "SELECT (SELECT any(line) FROM file('FILE', 'LineAsString'))",
    'SELECT * FROM `FILE`',
    'SELECT * FROM default.`FILE`',
    "SELECT * FROM filesystem('FILE')",
    "DESCRIBE file('FILE')",
    "SELECT file('FILE')",
    "SELECT file('FILE', 'otherwise')",
    "SELECT `file`('FILE')",
    "SELECT file(concat('FI', '', 'LE'))",
    "SELECT * APPLY(file) FROM (SELECT 'FILE' AS x)",
    "SELECT * APPLY(x -> file(x)) FROM (SELECT 'FILE' AS x)",
    "SELECT arrayMap(file, ['FILE'])",
    "SELECT arrayMap(x -> file(x), ['FILE'])",
    "SELECT file('FILE') SETTINGS allow_experimental_analyzer = 0",
    "SELECT arrayMap(x -> file(x), ['FILE']) SETTINGS enable_analyzer = 0",
    "SELECT * APPLY(file) FROM (SELECT 'FILE' AS x) SETTINGS enable_analyzer = 0",
    "SELECT * FROM view(SELECT file('FILE'))",
    "SELECT * FROM viewExplain('EXPLAIN', '', (SELECT file('FILE')))",
    "SELECT * FROM numbers(ignore(file('FILE')) + 1)",
    "SELECT * FROM viewIfPermitted(SELECT file('FILE') AS x ELSE null('x String'))",
    "SELECT * FROM eval('SELECT file(''FILE'')') SETTINGS allow_experimental_eval_table_function = 1",
    "SELECT x FROM generateRandom('a UInt8, x String ALIAS file(''FILE'')') LIMIT 1",
    "SELECT x FROM generateRandom('a UInt8, x String ALIAS file(''FILE'')') LIMIT 1 SETTINGS enable_analyzer = 0",
    "SELECT 1 SETTINGS additional_result_filter = 'file(\\'FILE\\') != \\'\\''",
    "SELECT 1 SETTINGS additional_result_filter = 'file(\\'FILE\\') != \\'\\'', enable_analyzer = 0",
    "SELECT a FROM t SETTINGS additional_table_filters = {'t': 'file(\\'FILE\\') != \\'\\''}",
    "SELECT * FROM icebergLocal('FILE')",
    "SELECT * FROM deltaLakeLocal('FILE')",
    "SELECT 1 FORMAT Template SETTINGS format_template_resultset = 'FILE'",
    "SELECT 1 FORMAT Template SETTINGS format_template_row = 'FILE'",
    "SELECT 1 FORMAT Protobuf SETTINGS format_schema = 'FILE:m'",
    "SELECT 1 INTO OUTFILE 'FILE.out'",
    "INSERT INTO FUNCTION file('FILE.out', 'CSV', 'a UInt8') VALUES (1)",
    "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
    "SELECT * FROM url('file://FILE', 'LineAsString')",
    "SELECT * FROM s3('http://127.0.0.1:1/bucket/key', 'CSV', 'a String')",
    "SELECT * FROM remote('127.0.0.1', system.one)",
    "SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
    "SELECT * FROM postgresql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
    "SELECT * FROM sqlite('FILE', 't')",
    "SELECT * FROM executable('cat FILE', 'LineAsString', 'a String')",
    "CREATE DICTIONARY d (a UInt64) PRIMARY KEY a SOURCE(FILE(path 'FILE' format 'CSV')) LAYOUT(FLAT()) LIFETIME(1)",
    "CREATE TEMPORARY TABLE f (a String) ENGINE = File(LineAsString, 'FILE')",
  ])('refuses %s', async (query) => {
    const answer = await ask(engine, 'readOnly', query.replaceAll('FILE', secretFile));
    expect(answer.code).toBeGreaterThan(0);
    expect(answer.text).not.toContain(SECRET);
    expect(existsSync(`${secretFile}.out`)).toBe(false);
  });

  it("refuses a file in an external table's columns", async () => {
    const form = new FormData();
    form.set('e', new Blob(['1']), 'e');
    const { user, password } = engine.readOnly;
    const structure = `a UInt8, x String DEFAULT file('${secretFile}')`;
    const parameters = new URLSearchParams({
      query: 'SELECT * FROM e',
      e_structure: structure,
      user,
      password,
    });
    const response = await fetch(`${engine.url}/?${parameters}`, { method: 'POST', body: form });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain(SECRET);
  });

  it('keeps them refused under another profile', async () => {
    const query = 'SELECT 1 FORMAT Template';
    const parameters = { profile: 'default', format_template_resultset: secretFile };
    const answer = await ask(engine, 'readOnly', query, parameters);
    expect(answer).toMatchObject({ code: 452 });
    expect(answer.text).not.toContain(SECRET);
  });
});
