import { fixedReference } from '@ringtrace/enrich/loader';
import { emptyReference } from '@ringtrace/enrich/reference';
import { feedHandler } from '@ringtrace/ingest/worker/ingest';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { feedTopic } from '@ringtrace/schemas/topics';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { batch, cdrs } from './feeds.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const stored = defineQuery()({
  name: 'carriers and whose ids they have',
  sql: "SELECT carrier, splitByChar('-', call_id)[1] AS owner, count() AS rows FROM cdr_store GROUP BY carrier, owner ORDER BY carrier, owner",
  row: z.object({ carrier: z.string(), owner: z.string(), rows: z.number() }),
});

it('messages that are taken at the same time, as when a session begins before the last one ended, do not mix', async () => {
  const store = await engine.freshStore();
  const log = createLog('test', 'silent');
  const handler = feedHandler(
    {
      kafka: createKafka({ brokers: ['127.0.0.1:1'] }, 'test', log),
      store,
      reference: fixedReference(emptyReference),
      log,
      signal: new AbortController().signal,
      blockRows: 1_000_000,
      blockMs: 60_000,
    },
    async () => true,
  );
  handler.assigned(1);
  const take = (carrier: string, count: number) => {
    const value = encodeBatch(batch(cdrs(`${carrier}-`, count)));
    return handler.take(
      { topic: feedTopic(carrier), partition: 0, offset: 0, timestamp: Date.now(), value },
      1,
    );
  };
  // From the second message on, the decoder of their schema is cached.
  await take('first', 10);
  await Promise.all([take('alpha', 500), take('beta', 400), take('gamma', 300)]);
  await handler.drain();
  const rows = { alpha: 500, beta: 400, first: 10, gamma: 300 };
  expect(await store.query(stored, {})).toEqual(
    Object.entries(rows).map(([carrier, count]) => ({ carrier, owner: carrier, rows: count })),
  );
});
