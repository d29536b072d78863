import { emptyReference } from '@ringtrace/enrich/reference';
import { decodeMessage } from '@ringtrace/ingest/stages/decode';
import { enrichRecord } from '@ringtrace/ingest/stages/enrich';
import { enrichColumns } from '@ringtrace/ingest/stages/enrich-columns';
import { FeedBlock } from '@ringtrace/ingest/stages/fill';
import { validateColumns } from '@ringtrace/ingest/stages/validate';
import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import { feedTopic } from '@ringtrace/schemas/topics';
import { feedMessage } from './traffic/framing.ts';
import { traffic } from './traffic/traffic.ts';

/**
 * CPU of each stage of the ingest worker, microseconds a record, over messages in memory: `node
 * test/src/bench/hot-path.ts`
 */
const cdrs = 400_000;
const messages: FeedMessage[] = [];
for (const batch of traffic({ cdrs })) {
  messages.push({
    topic: feedTopic(batch.carrier),
    partition: 0,
    offset: messages.length,
    timestamp: batch.producedAt,
    value: feedMessage(batch),
  });
}
console.log(
  `${(messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0) / cdrs).toFixed(0)} bytes a CDR`,
);
const decoder = createBatchDecoder(fixedSchemas());
const stages = new Map<string, number>();

/** CPU time of this thread, microseconds. It hardly depends on what else the machine does. */
function cpu(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

async function timed<T>(stage: string, work: () => T | Promise<T>): Promise<T> {
  const start = cpu();
  const result = await work();
  stages.set(stage, (stages.get(stage) ?? 0) + cpu() - start);
  return result;
}

async function round(): Promise<number> {
  const block = new FeedBlock(1);
  for (const message of messages) {
    const read = await timed('decode', () => decodeMessage(decoder, message));
    const validated = await timed('validate', () => validateColumns(read));
    const { carrier, plain } = validated;
    const columns = await timed('enrich', () => plain && enrichColumns(carrier, plain, emptyReference));
    const rows = await timed('enrich', () =>
      validated.accepted.map((cdr) => enrichRecord(carrier, cdr, emptyReference)),
    );
    await timed('fill', () => {
      if (columns !== undefined && plain !== undefined) block.addCdrs(carrier, columns, plain.rows);
      for (const row of rows) block.addCdr(row);
    });
  }
  const rows = block.rows();
  await timed('flush', () => [...block.cdrs.flush()]);
  return rows;
}

for (let i = 0; i < 6; i += 1) {
  stages.clear();
  const rows = await round();
  const each = [...stages].map(([stage, us]) => `${stage} ${(us / rows).toFixed(2)}`);
  const all = [...stages.values()].reduce((sum, us) => sum + us, 0);
  console.log(`${rows} CDRs: ${each.join(', ')}; all ${(all / rows).toFixed(2)} us a CDR`);
}
