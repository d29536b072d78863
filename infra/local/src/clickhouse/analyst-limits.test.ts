import { analystLimits } from '@ringtrace/platform/analyst-limits';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analystBounds } from './analyst-profile.ts';
import { ask, startTestEngine, type TestEngine } from './test-engine.ts';

const LIMITS = analystLimits.parse({
  seconds: 1,
  maxSeconds: 10,
  resultRows: 1_000,
  maxResultRows: 2_000,
  queries: 3,
  threads: 1,
});
const ENDLESS = 'SELECT count() FROM numbers(1000000000000000)';
let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine(undefined, LIMITS);
});
afterAll(() => engine.remove());

const analyst = (query: string, parameters: Record<string, string> = {}) =>
  ask(engine, 'readOnly', query, parameters);

describe('the bounds of an analyst', () => {
  it.each(Object.entries(analystBounds(LIMITS)))(
    '%s cannot be passed either way',
    async (name, { min, max }) => {
      expect(await analyst(`SELECT 1 SETTINGS ${name} = ${max + 1}`)).toMatchObject({ code: 452 });
      expect(await analyst('SELECT 1', { [name]: String(max + 1) })).toMatchObject({ code: 452 });
      if (min > 0) expect(await analyst(`SELECT 1 SETTINGS ${name} = 0`)).toMatchObject({ code: 452 });
      expect(await analyst(`SELECT 1 SETTINGS ${name} = ${max}`)).not.toMatchObject({ code: 452 });
    },
  );
});

describe('time', () => {
  it.each([
    ENDLESS,
    `SELECT count() FROM (${ENDLESS} SETTINGS max_execution_time = DEFAULT)`,
    `SELECT (${ENDLESS} SETTINGS max_execution_time = DEFAULT)`,
    `SELECT 1 WHERE 1 IN (${ENDLESS})`,
    `EXPLAIN SELECT 1 WHERE (${ENDLESS}) = 1`,
    'SELECT sleepEachRow(1) FROM numbers(100) SETTINGS max_block_size = 1',
  ])('ends %s with a clear error', async (query) => {
    const { code, text } = await analyst(query);
    expect(code).toBe(159);
    expect(text).toContain('Timeout exceeded');
  });

  it.each([
    "max_execution_time = 2, timeout_overflow_mode = 'break'",
    'max_execution_time_leaf = 5',
    "compatibility = '20.1'",
    "profile = 'default'",
    "profile = 'engine'",
    'max_execution_time = -1',
    'cancel_http_readonly_queries_on_client_close = 0',
    'use_concurrency_control = 0',
    'os_thread_priority = -20',
  ])('cannot be had by %s', async (settings) => {
    expect((await analyst(`${ENDLESS} SETTINGS ${settings}`)).code).toBe(452);
  });

  it.each(['max_execution_time', 'max_memory_usage', 'max_concurrent_queries_for_user'])(
    'ends a query that takes %s off',
    async (name) => {
      // The engine resets a setting without checking its constraints. The engine or the limit keeper stops the query.
      const { code } = await analyst(`${ENDLESS} SETTINGS ${name} = DEFAULT`);
      expect([159, 394]).toContain(code);
    },
  );

  it('ends a query of a session that took it off', async () => {
    const session_id = 'without-limits';
    await analyst('SET max_execution_time = DEFAULT', { session_id });
    expect(await analyst(ENDLESS, { session_id })).toMatchObject({ code: 394 });
  });

  it('may be raised up to the ceiling', async () => {
    const query =
      'SELECT sleepEachRow(0.6) FROM numbers(2) SETTINGS max_block_size = 1, max_execution_time = 10';
    expect(await analyst(query)).toMatchObject({ code: 0 });
  });
});

describe('memory', () => {
  it('of one query ends it', async () => {
    const query =
      'SELECT groupArray(number) FROM numbers(100000000) SETTINGS max_memory_usage = 50000000, max_execution_time = 10';
    expect(await analyst(query)).toMatchObject({ code: 241 });
  });
});

describe('results', () => {
  it('beyond the rows end with an error, up to the ceiling', async () => {
    expect(
      await analyst('SELECT number FROM numbers(100000) SETTINGS max_execution_time = 10'),
    ).toMatchObject({ code: 396 });
    const query = 'SELECT number FROM numbers(1500) SETTINGS max_result_rows = 2000, max_execution_time = 10';
    expect(await analyst(query)).toMatchObject({ code: 0 });
  });
});

describe('queries at a time', () => {
  it('are as many as the limit', async () => {
    const codes = await Promise.all(
      Array.from({ length: 12 }, () =>
        analyst('SELECT sleep(2) SETTINGS max_execution_time = 10').then(({ code }) => code),
      ),
    );
    expect(codes.filter((code) => code === 202).length).toBeGreaterThan(0);
    expect(codes.filter((code) => code === 0).length).toBeGreaterThan(0);
  });
});

describe('the workers', () => {
  it('have none of these limits', async () => {
    const query = "SELECT getSetting('max_execution_time'), getSetting('max_result_rows')";
    expect(await ask(engine, 'readWrite', query)).toMatchObject({ text: '0\t0' });
  });
});
