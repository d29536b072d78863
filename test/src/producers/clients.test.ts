import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonWith } from '@ringtrace/local/python-venv';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import type { Cdr } from '@ringtrace/schemas/cdr';
import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Home, type Server, up } from '../e2e/ringtrace.ts';
import { batch, cdrs } from '../ingest/feeds.ts';
import { examples, findJavaAvro, findKcat, schemaFile } from './clients.ts';

vi.setConfig({ testTimeout: 180_000 });

const run = promisify(execFile);
const home = new Home();
const settings = join(home.directory, 'north.properties');
let server: Server;

const python = await pythonWith(join(examples, 'python', 'producer.requirements.txt'));
const [kcat, java] = await Promise.all([findKcat(), findJavaAvro()]);
const codecs = ['gzip', 'snappy', 'lz4', 'zstd'] as const;

beforeAll(async () => {
  server = await up(home);
  const added = await home.run(['carrier', 'add', 'north']);
  writeFileSync(settings, added.stdout);
}, 180_000);
afterAll(async () => {
  await server.interrupt();
  home.remove();
}, 60_000);

/** Three batches of records, every second one with all it can have, the others with what there must be. */
function traffic(name: string): Partial<Cdr>[] {
  const [full, bare] = [cdrs(`${name}-full`, 1_250, everything), cdrs(`${name}-bare`, 1_250)];
  const needed = bare.map(({ call_id, start_time, end_time, calling_number, called_number, sip_code }) => ({
    ...{ call_id, start_time, end_time, calling_number, called_number, sip_code },
  }));
  return [...full, ...needed];
}

const everything = {
  ...{ upstream: 'west', downstream: 'east', ingress_trunk: 'T-1', egress_trunk: 'T-2', customer: 'c 7' },
  ...{
    attestation: 'B',
    origid: '3f1c9d9e-5b1e-4a53-9a0c-2f6d7a1c0b55',
    signer_ocn: '123A',
    verstat: 'passed',
  },
  ...{ ingress_country: 'DE', caller_name: 'Müller, "Anna"' },
};

/** Writes the traffic to a file, lets another carrier's `ringtrace feed` have it too, and returns the file. */
async function prepare(name: string): Promise<string> {
  const file = join(home.directory, `${name}.jsonl`);
  writeFileSync(
    file,
    traffic(name)
      .map((record) => `${JSON.stringify(record)}\n`)
      .join(''),
  );
  const fed = await home.run(['feed', '--carrier', 'reference', '--format', 'jsonl', file]);
  expect(fed.stderr).not.toContain('ringtrace:');
  return file;
}

/** What a carrier's records of one run amount to. */
async function stored(carrier: string, name: string): Promise<string[]> {
  await home.json('status', '--wait-idle');
  return home.rows(`
    SELECT count(), sum(cityHash64(toString(tuple(
      call_id, revision, start_time, answer_time, end_time, calling_number_raw, called_number_raw, upstream,
      downstream, ingress_trunk, egress_trunk, customer, sip_code, attestation, origid, signer_ocn, verstat,
      ingress_country, caller_name))))
    FROM cdr WHERE carrier = '${carrier}' AND startsWith(call_id, '${name}-')`);
}

async function storedAsFed(name: string): Promise<void> {
  const reference = await stored('reference', name);
  expect(reference[0]).toMatch(/^2500\t/);
  expect(await stored('north', name)).toEqual(reference);
  expect(await home.rows('SELECT count() FROM dead_letters')).toEqual(['0']);
}

const title = (name: string, found: { missing: string } | object) =>
  'missing' in found ? `${name} (not here: ${found.missing})` : name;

describe.skipIf('missing' in python)(title('confluent-kafka and fastavro', python), () => {
  const command = 'python' in python ? python.python : '';

  it.each(codecs)('%s', async (codec) => {
    const name = `python${codec}`;
    const file = await prepare(name);
    const script = join(examples, 'python', 'producer.py');
    const args = ['--source', `${name} switch`, '--sequence', '1', '--compression', codec];
    await run(command, [script, settings, schemaFile, file, ...args]);
    await storedAsFed(name);
  });
});

describe('kafkajs and avsc', () => {
  it('gzip', async () => {
    const file = await prepare('node');
    const script = join(examples, 'node', 'producer.mjs');
    await run(process.execPath, [script, settings, schemaFile, file, 'node switch', '1']);
    await storedAsFed('node');
  });
});

describe.skipIf('missing' in java)(title('Kafka’s Java client and Avro', java), () => {
  it('zstd', async () => {
    const file = await prepare('java');
    const script = join(examples, 'java', 'Producer.java');
    const path = 'path' in java ? java.path : '';
    await run('java', ['-cp', path, script, settings, schemaFile, file, 'java switch', '1']);
    await storedAsFed('java');
  });
});

describe.skipIf('missing' in kcat)(title('kcat', kcat), () => {
  it.each(codecs)('%s', async (codec) => {
    const name = `kcat${codec}`;
    const file = join(home.directory, `${name}.batch`);
    writeFileSync(file, encodeBatch(batch(cdrs(name, 500))));
    await run('kcat', ['-F', settings, '-P', '-t', 'cdr.north', '-k', `${name} switch`, '-z', codec, file]);
    expect((await stored('north', name))[0]).toMatch(/^500\t/);
  });

  it('reads nothing, not even what it wrote', async () => {
    const read = run('kcat', ['-F', settings, '-C', '-t', 'cdr.north', '-o', 'beginning', '-e']);
    await expect(read).rejects.toThrow(/authorization failed/i);
  });

  it('learns of no topic but its own', async () => {
    const { stdout } = await run('kcat', ['-F', settings, '-L']);
    expect(stdout.match(/topic "[^"]*"/g)).toEqual(['topic "cdr.north"']);
  });
});

describe('a newer schema', () => {
  const newer = join(home.directory, 'newer.avsc');
  const fields = cdrBatchAvro.fields.map((field) => ({ ...field }));
  const withRoute = { ...cdrBatchAvro, fields: [...fields, { name: 'route', type: 'string', default: '' }] };

  it.skipIf('missing' in python)('is a dead letter until it is added, and replayed then', async () => {
    writeFileSync(newer, JSON.stringify(withRoute));
    const file = await prepare('newer');
    const script = join(examples, 'python', 'producer.py');
    const args = [script, settings, newer, file, '--source', 'newer switch', '--sequence', '1'];
    const command = 'python' in python ? python.python : '';
    await run(command, args);
    expect((await stored('north', 'newer'))[0]).toMatch(/^0\t/);
    const reasons = 'SELECT reason, status, count() FROM dead_letters FINAL GROUP BY 1, 2';
    expect(await home.rows(reasons)).toEqual(['unknown_schema\topen\t3']);
    expect(await home.json('schema', 'add', newer)).toMatchObject({ builtIn: false });
    expect(await home.json('dead-letters', 'replay')).toEqual({ replayed: 3, stillDead: 0 });
    expect(await stored('north', 'newer')).toEqual(await stored('reference', 'newer'));
    expect(await home.rows(reasons)).toEqual(['unknown_schema\treplayed\t3']);
    const verdict = await home.run(['verify']);
    expect(verdict.stdout).not.toContain('DIFFERS');
    expect(verdict.code).toBe(0);
  });

  it('that this version can’t read is refused', async () => {
    const file = join(home.directory, 'other.avsc');
    for (const text of ['{', '"string"', JSON.stringify({ ...cdrBatchAvro, fields: fields.slice(1) })]) {
      writeFileSync(file, text);
      const refused = await home.run(['schema', 'add', file]);
      expect([refused.code, refused.stderr]).toEqual([
        1,
        expect.stringContaining('no schema of feed messages'),
      ]);
    }
  });
});
