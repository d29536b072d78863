import { emptyReference } from '@ringtrace/enrich/reference';
import { openStore } from '@ringtrace/platform/clickhouse';
import { emptyCdr } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { enrichRecord } from './enrich.ts';
import { FeedBlock } from './fill.ts';
import { validateMessage } from './validate.ts';
import { writeBlock } from './write.ts';

describe('the order of writing', () => {
  it('is rows, dead letters, batches, arrivals, and the commit last', async () => {
    const block = new FeedBlock(3);
    const start_time = Date.UTC(2025, 2, 4, 15);
    block.addCdr(enrichRecord('acme', { ...emptyCdr, call_id: 'a', start_time }, emptyReference));
    const message = { topic: 'cdr.acme', partition: 1, offset: 9, timestamp: start_time, value: null };
    const unread = {
      message,
      carrier: 'acme',
      writerSchema: '',
      fault: { field: '', reason: 'undecodable', detail: '' },
    } as const;
    for (const row of validateMessage(unread).dead) block.addDeadLetter(row);
    block.addBatch({
      carrier: 'acme',
      topic: 'cdr.acme',
      partition: 1,
      offset: 8,
      batch_id: '',
      source: '',
      sequence: 1,
      produced_at: 0,
      received_at: 0,
      records: 1,
      accepted: 1,
      dead: 0,
      first_start: 0,
      last_start: 0,
    });
    block.done(message);

    const steps: string[] = [];
    const store = openStore({
      url: 'http://127.0.0.1:9',
      user: '',
      password: '',
      database: 'd',
      application: 'test',
    });
    const committed = await writeBlock(block, {
      store,
      persist: async (what) => {
        steps.push(what);
      },
      commit: async (generation, offsets) => {
        steps.push(`commit ${generation} ${JSON.stringify(offsets)}`);
        return true;
      },
    });
    await store.close();
    expect(committed).toBe(true);
    expect(steps).toEqual([
      'cdr_store',
      'dead_letters',
      'batches',
      'arrivals',
      'commit 3 [{"topic":"cdr.acme","partition":1,"offset":10}]',
    ]);
  });

  it('fails at once on a row that cannot be encoded, instead of trying it again for ever', async () => {
    const block = new FeedBlock(1);
    const start_time = Date.UTC(2025, 2, 4, 15) * 1_000;
    block.addCdr(enrichRecord('acme', { ...emptyCdr, call_id: 'a', start_time }, emptyReference));
    const inserts: string[] = [];
    const store = openStore({
      url: 'http://127.0.0.1:9',
      user: '',
      password: '',
      database: 'd',
      application: 'test',
    });
    const written = writeBlock(block, {
      store,
      persist: async (what) => {
        inserts.push(what);
      },
      commit: async () => true,
    });
    await expect(written).rejects.toThrow(RangeError);
    await store.close();
    expect(inserts).not.toContain('arrivals');
  });
});
