import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { describe, expect, it } from 'vitest';
import { FeedBlock } from '../stages/fill.ts';
import { ingestMetrics } from './metrics.ts';
import { persistForever } from './persist.ts';

const log = createLog('test', 'silent');

function measured() {
  const metrics = new Metrics();
  const inserts: [string, boolean][] = [];
  const counts = ingestMetrics(metrics, createKafka({ brokers: [] }, 'test', log), (table, error) =>
    inserts.push([table, error === undefined]),
  );
  const lines = async (name: string) =>
    (await metrics.registry.getSingleMetricAsString(`ringtrace_ingest_${name}`))
      .split('\n')
      .filter((line) => !line.startsWith('#'));
  return { counts, inserts, lines };
}

const location = { carrier: 'acme', topic: 'cdr.acme', partition: 0, offset: 1, source: 'sw1' };
const times = { produced_at: 0, received_at: Date.now() - 4_000 };
const letter = (record_index: number, reason: string) => ({
  ...location,
  ...times,
  record_index,
  reason,
  field: '',
  detail: '',
  original: new Uint8Array(0),
  writer_schema: '',
  status: 'open',
  ver: 0,
});
const account = (accepted: number, dead: number) => ({
  ...location,
  ...times,
  batch_id: '00000000-0000-0000-0000-000000000001',
  sequence: 1,
  records: accepted + dead,
  accepted,
  dead,
  first_start: 0,
  last_start: 0,
});

describe('the counts of a block', () => {
  it('are by carrier and outcome; a message dead as a whole counts no CDRs', async () => {
    const { counts, lines } = measured();
    const block = new FeedBlock(1);
    block.addBatch(account(97, 3));
    block.addBatch(account(10, 0));
    for (const index of [4, 5]) block.addDeadLetter(letter(index, 'missing'));
    block.addDeadLetter(letter(6, 'too_long'));
    block.addDeadLetter(letter(-1, 'undecodable'));
    counts.committed(block, 107);
    expect(await lines('cdrs_total')).toEqual([
      'ringtrace_ingest_cdrs_total{carrier="acme",outcome="accepted"} 107',
      'ringtrace_ingest_cdrs_total{carrier="acme",outcome="dead_letter"} 3',
    ]);
    expect(await lines('batches_total')).toEqual([
      'ringtrace_ingest_batches_total{carrier="acme",outcome="accepted"} 2',
      'ringtrace_ingest_batches_total{carrier="acme",outcome="dead_letter"} 1',
    ]);
    expect(await lines('dead_letters_total')).toEqual([
      'ringtrace_ingest_dead_letters_total{carrier="acme",reason="missing"} 2',
      'ringtrace_ingest_dead_letters_total{carrier="acme",reason="too_long"} 1',
      'ringtrace_ingest_dead_letters_total{carrier="acme",reason="undecodable"} 1',
    ]);
    expect(await lines('block_rows')).toContain('ringtrace_ingest_block_rows_bucket{le="1000"} 1');
    // The messages were received 4 s ago.
    expect(await lines('delay_seconds')).toContain('ringtrace_ingest_delay_seconds_bucket{le="2.5"} 0');
    expect(await lines('delay_seconds')).toContain('ringtrace_ingest_delay_seconds_count 2');
  });
});

describe('an insert', () => {
  it('is timed where it succeeds, counted where it fails, and told either way', async () => {
    const { counts, inserts, lines } = measured();
    let failures = 1;
    const persist = counts.timed(persistForever(log, new AbortController().signal));
    await persist('cdr_store', async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('away');
    });
    expect(inserts).toEqual([
      ['cdr_store', false],
      ['cdr_store', true],
    ]);
    expect(await lines('insert_failures_total')).toEqual([
      'ringtrace_ingest_insert_failures_total{table="cdr_store"} 1',
    ]);
    expect(await lines('insert_duration_seconds')).toContain(
      'ringtrace_ingest_insert_duration_seconds_count{table="cdr_store"} 1',
    );
  });
});
