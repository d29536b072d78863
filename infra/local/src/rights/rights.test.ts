import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { launchClickHouse, type RunningClickHouse } from '../clickhouse/launch.ts';
import { migrateStore } from '../migrations/migrate-store.ts';
import { askAs, describeRights, type RightsPlace, testReaders } from './describe-rights.fixture.ts';
import { makeReaderViews } from './make-views.ts';
import { addReader, loadReaders, removeReader } from './reader-file.ts';

const home = mkdtempSync(join(tmpdir(), 'ringtrace-rights-'));
const file = join(home, 'readers.json');
const passwords = new Map<string, string>();
let engine: RunningClickHouse;

const start = () =>
  launchClickHouse({
    dataDir: join(home, 'clickhouse'),
    credentialsFile: join(home, 'credentials.json'),
    host: '127.0.0.1',
    port: 0,
    readers: { file, database: 'ringtrace' },
  });
const views = () =>
  makeReaderViews({ url: engine.url, ...engine.readWrite, database: 'ringtrace' }, loadReaders(file));
const placeOf = ({ url, readWrite }: RunningClickHouse): RightsPlace => ({
  url,
  worker: readWrite,
  passwordOf: (reader) => passwords.get(reader) ?? '',
});

afterAll(async () => {
  await engine.stop();
  rmSync(home, { recursive: true, force: true });
});

describeRights(async () => {
  for (const reader of testReaders) passwords.set(reader.name, addReader(file, reader));
  engine = await start();
  await migrateStore({ url: engine.url, ...engine.readWrite, database: 'ringtrace' });
  await views();
  return placeOf(engine);
});

it('starts again without a reader, and the other readers stay', async () => {
  removeReader(file, 'sam');
  removeReader(file, 'anna');
  await engine.stop();
  engine = await start();
  await views();
  expect((await askAs(placeOf(engine), 'sam', 'SELECT 1')).code).toBe(516);
  expect((await askAs(placeOf(engine), 'nils', 'SELECT count() FROM cdr')).text).toBe('3');
  expect((await askAs(placeOf(engine), 'lea', 'SELECT count() FROM cdr')).text).toBe('6');
});
