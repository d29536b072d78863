import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonWith } from '@ringtrace/local/python-venv';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { defineQuery, openStore, type Store } from '@ringtrace/platform/clickhouse';
import { type Cdr, cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Home, type Server, up } from '../e2e/ringtrace.ts';
import { batch, cdrs } from '../ingest/feeds.ts';
import { until } from '../ingest/stack.ts';
import { examples, findJavaAvro, findKcat, schemaFile } from './clients.ts';

const run = promisify(execFile);
const home = new Home();
const inHome = (name: string) => join(home.directory, name);
const settings = inHome('north.properties');
let server: Server;
let store: Store;

const requirements = join(examples, 'python', 'producer.requirements.txt');
const [python, java, kcat] = [await pythonWith(requirements), await findJavaAvro(), await findKcat()];
const codecs = ['gzip', 'snappy', 'lz4', 'zstd'] as const;
const names = [...codecs.map((codec) => `python${codec}`), 'node', 'java', 'newer'];
const fileOf = (name: string) => inHome(`${name}.jsonl`);

beforeAll(async () => {
  server = await up(home);
  const { clickhouseUrl: url, readOnly, database } = server.instance;
  store = openStore({ url, ...readOnly, database, application: 'test' });
  writeFileSync(settings, (await home.run(['carrier', 'add', 'north'])).stdout);
  for (const name of names) writeFileSync(fileOf(name), traffic(name));
  // The records of this carrier are what the clients' records are compared with.
  await home.json('feed', '--carrier', 'reference', '--format', 'jsonl', ...names.map(fileOf));
});
afterAll(async () => {
  await store.close();
  await server.interrupt();
  home.remove();
});

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
const needed = ({ call_id, start_time, end_time, calling_number, called_number, sip_code }: Cdr) => ({
  ...{ call_id, start_time, end_time, calling_number, called_number, sip_code },
});

/** Two batches as JSON Lines: records with all fields, and records with only the required fields. */
function traffic(name: string): string {
  const records = [...cdrs(`${name}-a`, 750, everything), ...cdrs(`${name}-b`, 750).map(needed)];
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** Figures about the records that a carrier sent in one run. */
const amount = defineQuery<{ carrier: string; prefix: string }>()({
  name: 'amount of a run',
  sql: `
    SELECT count() AS records, toString(sum(cityHash64(toString(tuple(
      call_id, revision, start_time, answer_time, end_time, calling_number_raw, called_number_raw, upstream,
      downstream, ingress_trunk, egress_trunk, customer, sip_code, attestation, origid, signer_ocn, verstat,
      ingress_country, caller_name))))) AS hash
    FROM cdr WHERE carrier = {carrier: String} AND startsWith(call_id, {prefix: String})`,
  row: z.object({ records: z.number(), hash: z.string() }),
});

/** Waits for a run's records in the store. */
async function stored(carrier: string, name: string, records: number) {
  const look = () => store.query(amount, { carrier, prefix: `${name}-` });
  return until(`${records} records of ${name}`, look, ([found]) => found?.records === records);
}

const storedAsFed = async (name: string) =>
  expect(await stored('north', name, 1_500)).toEqual(await stored('reference', name, 1_500));

const title = (name: string, found: { missing: string } | object) =>
  'missing' in found ? `${name} (not here: ${found.missing})` : name;

/** Runs the Python example on a file of the traffic. */
async function runPython(name: string, schema: string, ...options: string[]): Promise<void> {
  const args = [settings, schema, fileOf(name), '--source', `${name} switch`, '--sequence', '1', ...options];
  await run('python' in python ? python.python : '', [join(examples, 'python', 'producer.py'), ...args]);
}

describe.skipIf('missing' in python)(title('confluent-kafka and fastavro', python), () => {
  it.each(codecs)('%s', async (codec) => {
    await runPython(`python${codec}`, schemaFile, '--compression', codec);
    await storedAsFed(`python${codec}`);
  });

  it('see no topic but their own, and read not even that', async () => {
    const script = join(import.meta.dirname, 'tries_to_read.py');
    const { stdout } = await run('python' in python ? python.python : '', [script, settings, 'cdr.north']);
    expect(JSON.parse(stdout)).toEqual({ seen: ['cdr.north'], read: 'TOPIC_AUTHORIZATION_FAILED' });
  });
});

describe('kafkajs and avsc', () => {
  it('gzip', async () => {
    const script = join(examples, 'node', 'producer.mjs');
    await run(process.execPath, [script, settings, schemaFile, fileOf('node'), 'node switch', '1']);
    await storedAsFed('node');
  });
});

describe.skipIf('missing' in java)(title('Kafka’s Java client and Avro', java), () => {
  it('zstd', async () => {
    const script = join(examples, 'java', 'Producer.java');
    const path = 'path' in java ? java.path : '';
    await run('java', ['-cp', path, script, settings, schemaFile, fileOf('java'), 'java switch', '1']);
    await storedAsFed('java');
  });
});

// Debian's librdkafka is too old for SCRAM with Kafka 4. So kcat signs in as our own processes do.
describe.skipIf('missing' in kcat)(title('kcat', kcat), () => {
  it.each(codecs)('%s', async (codec) => {
    const { brokers, user } = server.instance.kafka;
    const login = ['security.protocol=SASL_PLAINTEXT', 'sasl.mechanism=PLAIN'];
    login.push(`sasl.username=${user?.username}`, `sasl.password=${user?.password}`);
    const config = inHome('operator.properties');
    writeFileSync(config, [`bootstrap.servers=${brokers.join(',')}`, ...login].join('\n'));
    const name = `kcat${codec}`;
    const file = inHome(`${name}.batch`);
    writeFileSync(file, encodeBatch(batch(cdrs(name, 500))));
    await run('kcat', ['-F', config, '-P', '-t', 'cdr.north', '-k', `${name} switch`, '-z', codec, file]);
    await stored('north', name, 500);
  });
});

const deadLetters = defineQuery()({
  name: 'dead letters by reason',
  sql: 'SELECT toString(reason) AS reason, toString(status) AS status, count() AS n FROM dead_letters FINAL GROUP BY 1, 2',
  row: z.object({ reason: z.string(), status: z.string(), n: z.number() }),
});

describe('a newer schema', () => {
  const withRoute = {
    ...cdrBatchAvro,
    fields: [...cdrBatchAvro.fields, { name: 'route', type: 'string', default: '' }],
  };

  it.skipIf('missing' in python)('is a dead letter until it is added, and replayed then', async () => {
    const newer = inHome('newer.avsc');
    writeFileSync(newer, JSON.stringify(withRoute));
    await runPython('newer', newer);
    const dead = (status: string) => [{ reason: 'unknown_schema', status, n: 2 }];
    const look = () => store.query(deadLetters, {});
    await until('two dead letters', look, ([found]) => found?.n === 2);
    expect(await look()).toEqual(dead('open'));
    expect(await home.json('schema', 'add', newer)).toMatchObject({ builtIn: false });
    expect(await home.json('dead-letters', 'replay')).toEqual({ replayed: 2, stillDead: 0 });
    await storedAsFed('newer');
    expect(await look()).toEqual(dead('replayed'));
    await home.idle();
    const verdict = await home.run(['verify']);
    expect(verdict.stdout).not.toContain('DIFFERS');
    expect(verdict.code).toBe(0);
  });

  it('that this version can’t read is refused', async () => {
    const file = inHome('other.avsc');
    const lacking = { ...cdrBatchAvro, fields: cdrBatchAvro.fields.slice(1) };
    for (const text of ['{', '"string"', JSON.stringify(lacking)]) {
      writeFileSync(file, text);
      const refused = await home.run(['schema', 'add', file]);
      expect([refused.code, refused.stderr]).toEqual([
        1,
        expect.stringContaining('no schema of feed messages'),
      ]);
    }
  });
});
