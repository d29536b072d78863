import { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEngine, type TestEngine } from './test-engine.ts';

let engine: TestEngine;
let client: ClickHouseClient;
let analyst: ClickHouseClient;

beforeAll(async () => {
  engine = await startTestEngine();
  const { readWrite, readOnly } = engine;
  const log = { level: ClickHouseLogLevel.OFF };
  client = createClient({ url: engine.url, username: readWrite.user, password: readWrite.password, log });
  analyst = createClient({
    url: engine.url,
    username: readOnly.user,
    password: readOnly.password,
    log,
    compression: { response: true },
  });
  await client.command({ query: 'CREATE TABLE t (a UInt32, b String) ENGINE = MergeTree ORDER BY a' });
});
afterAll(async () => {
  await client.close();
  await analyst.close();
  await engine.remove();
});

describe('queries', () => {
  it('pings', async () => {
    expect((await client.ping()).success).toBe(true);
    expect((await analyst.ping({ select: true })).success).toBe(true);
  });

  it('reads JSON and text formats', async () => {
    const query = 'SELECT number::UInt32 AS n FROM numbers(3)';
    const rows = await (await client.query({ query, format: 'JSONEachRow' })).json();
    expect(rows).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    const whole = await (await client.query({ query, format: 'JSON' })).json();
    expect(whole.rows).toBe(3);
    expect(await (await client.query({ query, format: 'CSVWithNames' })).text()).toBe('"n"\n0\n1\n2\n');
    const compact = await (await client.query({ query, format: 'JSONCompactEachRow' })).json();
    expect(compact).toEqual([[0], [1], [2]]);
  });

  it('binds parameters of every kind', async () => {
    const result = await client.query({
      query:
        'SELECT {s:String} AS s, {xs:Array(String)} AS xs, {d:DateTime64(3)} AS d, {n:Nullable(UInt8)} AS n, {i:Identifier}.one.dummy AS i FROM {i:Identifier}.one',
      query_params: { s: "a'b\\c\n", xs: ['x', "y'"], d: new Date(1_700_000_000_123), n: null, i: 'system' },
      format: 'JSONEachRow',
    });
    const expected = { s: "a'b\\c\n", xs: ['x', "y'"], d: '2023-11-14 22:13:20.123', n: null, i: 0 };
    expect(await result.json()).toEqual([expected]);
  });

  it('keeps parameters of concurrent queries apart', async () => {
    const values = Array.from({ length: 200 }, (_, index) => index);
    const answers = await Promise.all(
      values.map(async (value) => {
        const query = 'SELECT {v:UInt32} + sleepEachRow(0.001) AS v';
        const result = await client.query({ query, query_params: { v: value }, format: 'JSONEachRow' });
        return result.json<{ v: number }>();
      }),
    );
    expect(answers.map((rows) => rows[0]?.v)).toEqual(values);
  });

  it('keeps a session', async () => {
    const session_id = 'client-session';
    await client.command({ query: 'CREATE TEMPORARY TABLE s (a UInt8)', session_id });
    await client.insert({ table: 's', values: [{ a: 3 }], format: 'JSONEachRow', session_id });
    const result = await client.query({ query: 'SELECT a FROM s', format: 'JSONEachRow', session_id });
    expect(await result.json()).toEqual([{ a: 3 }]);
  });

  it('streams a result that is larger than memory should hold', async () => {
    const query = 'SELECT number FROM numbers(50000000)';
    const result = await analyst.query({ query, format: 'TabSeparated' });
    let first = '';
    for await (const rows of result.stream()) {
      first = rows[0]?.text ?? '';
      break;
    }
    expect(first).toBe('0');
    await waitUntil(async () => (await running(query)) === 0);
  });

  it('cancels a query whose client went away', async () => {
    const abort = new AbortController();
    const query = 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)';
    const pending = analyst.query({ query, format: 'JSONEachRow', abort_signal: abort.signal });
    await waitUntil(async () => (await running(query)) === 1);
    abort.abort();
    await expect(pending).rejects.toThrow();
    await waitUntil(async () => (await running(query)) === 0);
  });
});

describe('inserts', () => {
  it('inserts arrays and streams of objects', async () => {
    await client.command({ query: 'TRUNCATE TABLE t' });
    await client.insert({ table: 't', values: [{ a: 1, b: 'one' }], format: 'JSONEachRow' });
    const rows = Readable.from([
      [2, 'two'],
      [3, 'three'],
    ]);
    await client.insert({ table: 't', values: rows, format: 'JSONCompactEachRow' });
    const result = await client.query({ query: 'SELECT * FROM t ORDER BY a', format: 'JSONCompactEachRow' });
    expect(await result.json()).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ]);
  });

  it('takes a Native stream through exec, and says what was written', async () => {
    await client.command({ query: 'TRUNCATE TABLE t' });
    const query =
      "SELECT number::UInt32 AS a, concat('n', toString(a)) AS b FROM numbers(200000) FORMAT Native";
    const source = await client.exec({ query });
    const sink = await client.exec({ query: 'INSERT INTO t FORMAT Native', values: source.stream });
    for await (const _ of sink.stream) {
      // The client must read the response to its end; that of an insert is empty.
    }
    expect(sink.summary?.written_rows).toBe('200000');
    const result = await client.query({
      query: 'SELECT count(), sum(a) FROM t',
      format: 'JSONCompactEachRow',
    });
    expect(await result.json()).toEqual([[200_000, 19_999_900_000]]);
  });

  it('runs inserts and pings beside long queries', async () => {
    const abort = new AbortController();
    const query = 'SELECT count() FROM numbers(1000000) WHERE sleepEachRow(1) SETTINGS max_block_size = 1';
    const long = Array.from({ length: 8 }, () =>
      analyst.query({ query, format: 'JSONEachRow', abort_signal: abort.signal }).catch(() => undefined),
    );
    await waitUntil(async () => (await running(query)) === 8);
    await client.insert({ table: 't', values: [{ a: 1, b: 'beside' }], format: 'JSONEachRow' });
    expect((await client.ping()).success).toBe(true);
    expect(await running(query)).toBe(8);
    abort.abort();
    await Promise.all(long);
  });
});

describe('errors', () => {
  it('carries code and type', async () => {
    const failed = client.query({ query: 'SELECT * FROM nowhere' });
    await expect(failed).rejects.toThrow(ClickHouseError);
    await expect(failed).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
  });

  it('reports an error in the middle of a stream', async () => {
    const query = "SELECT number, throwIf(number = 5000000, 'half way') FROM numbers(10000000)";
    const result = await client.query({ query, format: 'JSONEachRow' });
    const read = async () => {
      for await (const _ of result.stream()) {
        // Only the end matters.
      }
    };
    await expect(read()).rejects.toThrow();
  });

  it('stops a query at max_execution_time', async () => {
    const failed = client.command({
      query: 'SELECT sleepEachRow(1) FROM numbers(60)',
      clickhouse_settings: { max_execution_time: 1, max_block_size: '1' },
    });
    await expect(failed).rejects.toMatchObject({ code: '159' });
  });
});

/** Number of running queries with this text. */
async function running(query: string): Promise<number> {
  const result = await client.query({
    query: 'SELECT count()::UInt32 AS n FROM system.processes WHERE startsWith(query, {query:String})',
    query_params: { query },
    format: 'JSONEachRow',
  });
  return (await result.json<{ n: number }>())[0]?.n ?? 0;
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true within 120 s');
  }
}
