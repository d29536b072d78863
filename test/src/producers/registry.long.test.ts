import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonWith } from '@ringtrace/local/python-venv';
import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Home, type Server, up } from '../e2e/ringtrace.ts';
import { cdrs } from '../ingest/feeds.ts';
import { until } from '../ingest/stack.ts';
import { examples } from './clients.ts';
import { findRegistry, type RunningRegistry, register, startRegistry } from './registry.ts';

const registryFound = await findRegistry();
const python = await pythonWith(join(examples, 'python', 'producer.requirements.txt'));
const missing = [registryFound, python].flatMap((one) => ('missing' in one ? [one.missing] : []));
const title =
  missing.length === 0 ? 'a schema registry' : `a schema registry (not here: ${missing.join('; ')})`;

const newer = {
  ...cdrBatchAvro,
  fields: [{ name: 'route', type: ['null', 'string'], default: null }, ...cdrBatchAvro.fields],
};

describe.skipIf(missing.length > 0)(title, () => {
  const home = new Home();
  const settings = join(home.directory, 'north.properties');
  let registry: RunningRegistry;
  let server: Server;
  let newerId: number;

  beforeAll(async () => {
    registry = await startRegistry('path' in registryFound ? registryFound.path : '');
    home.env['SCHEMA_REGISTRY_URL'] = registry.url;
    server = await up(home);
    writeFileSync(settings, (await home.run(['carrier', 'add', 'north'])).stdout);
  }, 300_000);
  afterAll(async () => {
    await server.interrupt();
    await registry.stop();
    home.remove();
  });

  /** Sends two records with the Python example, framed with a schema id of a registry. */
  async function send(name: string, schema: object, id: number): Promise<void> {
    const [avsc, file] = [join(home.directory, `${name}.avsc`), join(home.directory, `${name}.jsonl`)];
    writeFileSync(avsc, JSON.stringify(schema));
    writeFileSync(
      file,
      cdrs(name, 2)
        .map((record) => `${JSON.stringify(record)}\n`)
        .join(''),
    );
    const script = join(examples, 'python', 'producer.py');
    const args = [settings, avsc, file, '--source', name, '--sequence', '1', '--registry-id', String(id)];
    await promisify(execFile)('python' in python ? python.python : '', [script, ...args]);
  }

  /** Waits until a query returns `count` rows. */
  const rows = (sql: string, count: number) =>
    until(
      sql,
      () => home.rows(sql),
      (found) => found.length >= count,
      120_000,
    );
  const storedCalls = (name: string) =>
    rows(`SELECT call_id FROM cdr WHERE startsWith(call_id, '${name}-') ORDER BY call_id`, 2);

  it('gives the schema of this version and a newer one by their ids', async () => {
    const id = await register(registry, 'cdr.north-value', cdrBatchAvro);
    await send('same', cdrBatchAvro, id);
    expect(await storedCalls('same')).toEqual(['same-0', 'same-1']);
    newerId = await register(registry, 'cdr.north-value', newer);
    expect(newerId).not.toBe(id);
    await send('newer', newer, newerId);
    expect(await storedCalls('newer')).toEqual(['newer-0', 'newer-1']);
    expect(await home.json('schema', 'list')).toEqual([
      { schema: expect.stringMatching(/^[0-9a-f]{16}$/), since: 'this version' },
      { schema: `registry:${id}`, since: expect.stringContaining('T') },
      { schema: `registry:${newerId}`, since: expect.stringContaining('T') },
    ]);
  });

  it('that is gone is not missed for what it said; other ids are dead letters', async () => {
    await registry.stop();
    await send('again', newer, newerId);
    expect(await storedCalls('again')).toHaveLength(2);
    await send('lost', newer, 4_711);
    expect(await rows('SELECT reason, writer_schema FROM dead_letters', 1)).toEqual([
      'unknown_schema\tregistry:4711',
    ]);
    await home.idle();
    const verdict = await home.run(['verify']);
    expect(verdict.stdout).not.toContain('DIFFERS');
    expect(verdict.code).toBe(0);
  });
});
