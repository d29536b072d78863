import { randomBytes } from 'node:crypto';
import { fixedReference } from '@ringtrace/enrich/loader';
import { emptyReference } from '@ringtrace/enrich/reference';
import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import { replayDeadLetters } from '@ringtrace/ingest/worker/dead-letters';
import { runIngest } from '@ringtrace/ingest/worker/ingest';
import { recountFeeds } from '@ringtrace/ingest/worker/recount';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { avroSchema } from '@ringtrace/platform/avro/canonical-form';
import { fingerprintOf } from '@ringtrace/platform/avro/fingerprint';
import { singleObjectHeader } from '@ringtrace/platform/avro/framing';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import { avroType } from '@ringtrace/platform/avro/type';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { batch, cdr, cdrs, noon, send } from './feeds.ts';
import { openStack, type Stack, until } from './stack.ts';

let stack: Stack;
const leave = new AbortController();
/** The schemas that the worker knows. A test may add more. */
let known = fixedSchemas();
let worker: Promise<void>;

beforeAll(async () => {
  stack = await openStack();
  worker = runIngest({
    ...stack,
    reference: fixedReference(emptyReference),
    signal: leave.signal,
    schemas: { lookup: (ref) => known.lookup(ref) },
    blockRows: 20_000,
    blockMs: 400,
    refreshMs: 200,
  });
});

afterAll(async () => {
  leave.abort();
  await worker;
  await stack.stop();
});

const callsOf = defineQuery<{ carrier: string }>()({
  name: 'calls of a carrier',
  sql: 'SELECT call_id, revision, caller_name AS name FROM cdr WHERE carrier = {carrier: String} ORDER BY call_id',
  row: z.object({ call_id: z.string(), revision: z.number(), name: z.string().nullable() }),
});
const deadOf = defineQuery<{ carrier: string }>()({
  name: 'dead letters of a carrier',
  sql: `SELECT record_index, field, reason, length(original) AS bytes FROM dead_letters FINAL
    WHERE carrier = {carrier: String} ORDER BY partition, offset, record_index`,
  row: z.object({ record_index: z.number(), field: z.string(), reason: z.string(), bytes: z.number() }),
});
const batchesOf = defineQuery<{ carrier: string }>()({
  name: 'batches of a carrier',
  sql: 'SELECT count() AS batches FROM batches FINAL WHERE carrier = {carrier: String}',
  row: z.object({ batches: z.number() }),
});
const arrivalsOf = defineQuery<{ carrier: string }>()({
  name: 'arrivals of a carrier',
  sql: 'SELECT sum(cdrs) AS n, uniqExact(minute) AS minutes FROM arrivals WHERE carrier = {carrier: String}',
  row: z.object({ n: z.number(), minutes: z.number() }),
});

const calls = (carrier: string) => stack.store.query(callsOf, { carrier });
const dead = (carrier: string) => stack.store.query(deadOf, { carrier });

/** Everything sent so far is stored and committed. */
async function settled(): Promise<void> {
  await until(
    'an empty backlog',
    () => ingestBacklog(stack.kafka),
    ({ lag, partitions }) => lag === 0 && partitions.length > 0,
  );
}

describe('from a feed topic into the store', () => {
  it('stores each identity once, whatever is sent again', async () => {
    const records = cdrs('a', 3_000);
    const message = batch(records);
    await send(stack, 'acme', message, message);
    await send(stack, 'acme', batch(records));
    await settled();
    expect(new Set((await calls('acme')).map(({ call_id }) => call_id)).size).toBe(3_000);
    expect(await calls('acme')).toHaveLength(3_000);
    const [arrived] = await stack.store.query(arrivalsOf, { carrier: 'acme' });
    expect(arrived?.n).toBeGreaterThanOrEqual(3_000);
    expect(arrived?.minutes).toBe(50);
    expect(await dead('acme')).toEqual([]);
  });

  it('lets the highest revision win in any order, and hides what was withdrawn', async () => {
    const rev = (id: string, revision: number, fields = {}) =>
      cdr(id, { revision, caller_name: `r${revision}`, ...fields });
    await send(stack, 'rev', batch([rev('x', 2)]), batch([rev('x', 0), rev('y', 0)]));
    await settled();
    await send(stack, 'rev', batch([rev('x', 1)]), batch([rev('y', 1, { withdrawn: true })]));
    await send(
      stack,
      'rev',
      batch([cdr('z', { caller_name: 'one' })]),
      batch([cdr('z', { caller_name: 'two' })]),
    );
    await settled();
    const stored = await calls('rev');
    expect(stored.map(({ call_id, name }) => [call_id, name])).toContainEqual(['x', 'r2']);
    expect(stored.map(({ call_id }) => call_id)).toEqual(['x', 'z']);
    await send(
      stack,
      'rev2',
      batch([cdr('z', { caller_name: 'two' })]),
      batch([cdr('z', { caller_name: 'one' })]),
    );
    await settled();
    expect((await calls('rev2'))[0]?.name).toBe(stored[1]?.name);
  });

  it('makes a dead letter of what it cannot accept, and of nothing else', async () => {
    const good = encodeBatch(batch(cdrs('ok', 3)));
    await send(
      stack,
      'bad',
      randomBytes(500),
      Buffer.concat([singleObjectHeader('0123456789abcdef'), randomBytes(50)]),
      good.subarray(0, good.length - 20),
      batch(
        [
          cdr('fine'),
          cdr('nobody', { called_number: 'none' }),
          cdr('odd', { attestation: 'Q' }),
          cdr('too', { calling_number: '' }),
        ],
        { source: 'mixed' },
      ),
      batch([]),
    );
    await settled();
    expect((await calls('bad')).map(({ call_id }) => call_id)).toEqual(['fine', 'too']);
    const letters = await dead('bad');
    const seen = letters
      .map(({ record_index, field, reason }) => `${record_index} ${field} ${reason}`)
      .sort();
    expect(seen).toEqual(
      [
        '-1  undecodable',
        '-1  undecodable',
        '-1  unknown_schema',
        '-1 records batch_limit',
        '1 called_number invalid_field',
        '2 attestation invalid_field',
      ].sort(),
    );
    expect(letters.every(({ bytes }) => bytes > 0)).toBe(true);
  });

  it('takes a block of hundreds of days', async () => {
    const records = Array.from({ length: 400 }, (_, i) =>
      cdr(`d${i}`, { start_time: noon - i * 86_400_000 }),
    );
    await send(stack, 'days', batch(records));
    await settled();
    expect(await calls('days')).toHaveLength(400);
  });

  it('reads what transactions committed, and passes their markers', async () => {
    const topic = 'cdr.exact';
    await ensureTopic(stack.kafka, topic);
    const producer = stack.kafka
      .client()
      .producer({ transactionalId: 'exact', idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    for (const [prefix, keep] of [
      ['x', true],
      ['y', false],
      ['z', true],
    ] as const) {
      const transaction = await producer.transaction();
      await transaction.send({
        topic,
        messages: [{ key: 'k', value: encodeBatch(batch(cdrs(prefix, 10))) }],
      });
      await (keep ? transaction.commit() : transaction.abort());
    }
    await producer.disconnect();
    await settled();
    const ids = (await calls('exact')).map(({ call_id }) => call_id);
    expect([ids.length, ids.filter((id) => id.startsWith('y')).length]).toEqual([20, 0]);
  });

  it('finds a topic that appears while it runs', async () => {
    await send(stack, 'late', batch(cdrs('l', 10)));
    await settled();
    expect(await calls('late')).toHaveLength(10);
  });
});

describe('what was stored, read again', () => {
  it('gives every identity and the same accounts', async () => {
    await settled();
    const identities = new Map<string, bigint>();
    const accounts = await recountFeeds({
      kafka: stack.kafka,
      async onIdentities(rows) {
        expect(
          new Set(rows.map(({ start_time }) => Math.floor(start_time / 86_400_000))).size,
        ).toBeLessThanOrEqual(50);
        for (const { carrier, call_id, start_time, ver } of rows) {
          const key = `${carrier} ${call_id} ${start_time}`;
          const before = identities.get(key) ?? 0n;
          identities.set(key, ver > before ? ver : before);
        }
      },
    });
    const [stored] = await stack.store.query(storedSums, {});
    expect(identities.size).toBe(stored?.identities);
    expect(String([...identities.values()].reduce((sum, ver) => (sum + ver) % 2n ** 64n, 0n))).toBe(
      stored?.vers,
    );
    const [fed] = await stack.store.query(fedSums, {});
    const sum = (name: 'records' | 'accepted' | 'dead') =>
      accounts.reduce((total, account) => total + account[name], 0);
    expect({ records: sum('records'), accepted: sum('accepted'), dead: sum('dead') }).toEqual(fed);
  });

  it('sends dead letters again once what was wrong is mended, and only those', async () => {
    const older = avroSchema.parse({
      ...cdrBatchAvro,
      fields: [...cdrBatchAvro.fields, { name: 'extra', type: 'int' }],
    });
    const value = Buffer.concat([
      singleObjectHeader(fingerprintOf(older)),
      avroType(older).toBuffer({ ...batch(cdrs('w', 5)), extra: 1 }),
    ]);
    await send(stack, 'mend', value, batch([cdr('no', { called_number: 'nobody' })]));
    await settled();
    expect(await dead('mend')).toHaveLength(2);
    const before = await replayDeadLetters(stack);
    expect(before.replayed).toBe(0);
    const schemas = fixedSchemas([older]);
    expect(await replayDeadLetters({ ...stack, schemas, carrier: 'nobody' })).toEqual({
      replayed: 0,
      stillDead: 0,
    });
    const after = await replayDeadLetters({ ...stack, schemas });
    expect(after).toEqual({ replayed: 1, stillDead: before.stillDead - 1 });
  });

  it('sends a dead letter again once, though a replay dies before it is noted or two run at a time', async () => {
    const schemaWith = (name: string) =>
      avroSchema.parse({ ...cdrBatchAvro, fields: [...cdrBatchAvro.fields, { name, type: 'int' }] });
    const older = schemaWith('more');
    const other = schemaWith('else');
    const value = (schema: typeof older, prefix: string) =>
      Buffer.concat([
        singleObjectHeader(fingerprintOf(schema)),
        avroType(schema).toBuffer({ ...batch(cdrs(prefix, 2)), more: 1, else: 1 }),
      ]);
    const schemas = fixedSchemas([older, other]);
    const timesSent = async () => (await stack.store.query(batchesOf, { carrier: 'once' }))[0]?.batches;

    await send(stack, 'once', ...['a', 'b', 'c', 'd'].map((prefix) => value(older, prefix)));
    await settled();
    expect(await dead('once')).toHaveLength(4);
    known = fixedSchemas([older]);
    const insertRows = () => Promise.reject(new Error('the process dies here'));
    await expect(
      replayDeadLetters({ ...stack, schemas, store: { ...stack.store, insertRows } }),
    ).rejects.toThrow('dies here');
    // A replay for another carrier drops all marks: these dead letters must be noted before.
    expect((await replayDeadLetters({ ...stack, schemas, carrier: 'mend' })).replayed).toBe(0);
    expect((await replayDeadLetters({ ...stack, schemas })).replayed).toBe(0);
    await settled();
    expect(await timesSent()).toBe(4);

    await send(stack, 'once', value(other, 'e'), value(other, 'f'));
    await settled();
    known = schemas;
    const both = await Promise.allSettled([1, 2].map(() => replayDeadLetters({ ...stack, schemas })));
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await replayDeadLetters({ ...stack, schemas })).replayed).toBe(0);
    await settled();
    expect(await timesSent()).toBe(6);
    expect((await calls('once')).map(({ call_id }) => call_id)).toHaveLength(12);
  });
});

const storedSums = defineQuery()({
  name: 'stored identities',
  sql: 'SELECT count() AS identities, toString(sum(ver)) AS vers FROM cdr_store FINAL',
  row: z.object({ identities: z.number(), vers: z.string() }),
});
const fedSums = defineQuery()({
  name: 'accounts of batches',
  sql: 'SELECT sum(records) AS records, sum(accepted) AS accepted, sum(dead) AS dead FROM batches FINAL',
  row: z.object({ records: z.number(), accepted: z.number(), dead: z.number() }),
});
