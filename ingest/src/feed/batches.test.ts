import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import { batchLimits, emptyCdr } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { createBatcher, type EncodedBatch } from './batches.ts';

const decoder = createBatchDecoder(fixedSchemas());
const leg = (call_id: string, identity: string | null = null) => ({ ...emptyCdr, call_id, identity });

async function contents(batches: readonly EncodedBatch[]) {
  const all = [];
  // One after the other: a decoded message is valid only until the next one is decoded.
  for (const { message } of batches) {
    const { batch } = await decoder.decode(message);
    const ids = Array.from({ length: batch.size }, (_, i) => batch.record(i).call_id);
    all.push({ header: batch.header, ids });
  }
  return all;
}

describe('batches', () => {
  it('hold every record once, in order, numbered from 1', async () => {
    const batcher = createBatcher('sw1');
    const batches = Array.from({ length: 2_500 }, (_, i) =>
      batcher.push(leg(String(i))) ? batcher.take() : [],
    ).flat();
    const all = await contents([...batches, ...batcher.take()]);
    expect(all.flatMap(({ ids }) => ids)).toEqual(Array.from({ length: 2_500 }, (_, i) => String(i)));
    expect(all.map(({ header }) => header.sequence)).toEqual([1, 2, 3]);
    expect(new Set(all.map(({ header }) => header.batch_id)).size).toBe(3);
    expect(all.every(({ header }) => header.source === 'sw1')).toBe(true);
    expect(batcher.take()).toEqual([]);
  });

  it('stay within the limits whatever the records', async () => {
    const batcher = createBatcher('sw1');
    const large = Array.from({ length: 60 }, (_, i) =>
      leg(String(i), 'x'.repeat(i % 7 === 0 ? 240_000 : 10)),
    );
    const batches = large.flatMap((cdr) => (batcher.push(cdr) ? batcher.take() : []));
    batches.push(...batcher.take());
    for (const { message } of batches) expect(message.length).toBeLessThanOrEqual(batchLimits.bytes);
    const all = await contents(batches);
    expect(all.flatMap(({ ids }) => ids)).toEqual(large.map((cdr) => cdr.call_id));
    expect(all.map(({ header }) => header.sequence)).toEqual(all.map((_, i) => i + 1));
  });
});
