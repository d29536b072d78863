import { readFileSync } from 'node:fs';
import { migrateStore } from '@ringtrace/local/migrations/migrate-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clickhouseUsers } from './clickhouse-users.ts';
import { type ComposeUser, passwords, startEngineWithUsers } from './users.fixture.ts';
import { usersFile } from './users-of-image.ts';

it('the file of users is what the model of rights gives', () => {
  // Otherwise: npm run docs
  expect(readFileSync(usersFile, 'utf8')).toBe(clickhouseUsers);
});

describe('the users of the compose files, in an engine', () => {
  let engine: Awaited<ReturnType<typeof startEngineWithUsers>> | undefined;
  beforeAll(async () => {
    engine = await startEngineWithUsers();
  });
  afterAll(() => engine?.stop());

  async function ask(user: ComposeUser, query: string, password: string = passwords[user]): Promise<string> {
    const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password };
    const response = await fetch(engine?.url ?? '', { method: 'POST', body: query, headers });
    const text = await response.text();
    return response.ok ? text.trim() : (/\(([A-Z_]+)\)/.exec(text)?.[1] ?? text);
  }

  it('let our own processes make the store and write to it, and nothing beside it', async () => {
    const at = {
      url: engine?.url ?? '',
      user: 'ringtrace',
      password: passwords.ringtrace,
      database: 'ringtrace',
    };
    expect((await migrateStore(at)).applied).toBeGreaterThan(5);
    expect(await ask('ringtrace', 'SELECT count() FROM ringtrace.cdr')).toBe('0');
    expect(await ask('ringtrace', "INSERT INTO ringtrace.batches (carrier) VALUES ('north')")).toBe('');
    expect(await ask('ringtrace', 'CREATE USER mallory')).toBe('ACCESS_DENIED');
    expect(await ask('ringtrace', 'CREATE DATABASE elsewhere')).toBe('ACCESS_DENIED');
    expect(await ask('ringtrace', "SELECT * FROM file('/etc/passwd', 'LineAsString')")).toBe('ACCESS_DENIED');
  });

  it('let the analyst read within limits, and write nothing', async () => {
    expect(await ask('analyst', 'SELECT count() FROM batches')).toBe('1');
    expect(await ask('analyst', "INSERT INTO batches (carrier) VALUES ('north')")).toBe('ACCESS_DENIED');
    expect(await ask('analyst', "SELECT * FROM url('http://127.0.0.1/', 'LineAsString')")).toBe(
      'ACCESS_DENIED',
    );
    expect(await ask('analyst', 'SELECT 1 SETTINGS max_execution_time = 601')).toBe(
      'SETTING_CONSTRAINT_VIOLATION',
    );
  });

  it.each(['case_events', 'case_events_store', 'demands', 'packages'])(
    'close %s to whoever reads',
    async (name) => {
      expect(await ask('ringtrace', `SELECT count() FROM ringtrace.${name}`)).toBe('0');
      for (const user of ['analyst', 'grafana'] as const)
        expect(await ask(user, `SELECT * FROM ${name}`)).toBe('ACCESS_DENIED');
    },
  );

  it('show dashboards no called number in full, and no text that may quote one', async () => {
    const shown = await ask(
      'ringtrace',
      "SELECT concat(table, '.', name) FROM system.columns WHERE database = 'ringtrace' AND match(name, '^(called_number|called_number_raw|original|detail|evidence|title|outcome|data|address|facts)$') ORDER BY 1",
    );
    const columns = shown.split('\n').map((one) => one.split('.'));
    expect(columns.length).toBeGreaterThan(20);
    for (const [table = '', column = ''] of columns) {
      const answer = await ask('grafana', `SELECT ${column} FROM ${table}`);
      expect(`${table}.${column}: ${answer}`).toBe(`${table}.${column}: ACCESS_DENIED`);
    }
    expect(await ask('grafana', 'SELECT count() FROM batches')).toBe('1');
    expect(await ask('grafana', 'SELECT carrier, reason FROM dead_letters')).toBe('');
  });

  it('let nobody in with another password', async () => {
    expect(await ask('ringtrace', 'SELECT 1', passwords.analyst)).toBe('AUTHENTICATION_FAILED');
    expect(await ask('analyst', 'SELECT 1', '')).toBe('AUTHENTICATION_FAILED');
  });
});
