import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batch, cdr, cdrs, noon, send } from '../ingest/feeds.ts';
import { type OwnStack, startStack, until } from '../ingest/stack.ts';
import { sumOf } from './exposition.ts';
import { type ServingWorker, startServing } from './serving.ts';

let stack: OwnStack;
const workers: ServingWorker[] = [];
const blocks = { RINGTRACE_BLOCK_ROWS: '1000', RINGTRACE_BLOCK_MS: '200' };
const start = async (kind: 'ingest' | 'detect', env: NodeJS.ProcessEnv = blocks) => {
  const worker = await startServing(stack, kind, env);
  workers.push(worker);
  return worker;
};
const isReady = (worker: ServingWorker) =>
  until('a ready worker', worker.ready, ({ status }) => status === 200);

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await stack.stop();
});

/** Calls between many numbers, as traffic is. */
const good = (prefix: string, batches: number) =>
  Array.from({ length: batches }, (_, i) => {
    const records = cdrs(`${prefix}${i}`, 500).map((record, j) => ({
      ...record,
      calling_number: `+1212555${1_000 + ((i * 500 + j) % 5_000)}`,
      called_number: `+1312555${1_000 + ((i * 37 + j * 11) % 9_000)}`,
    }));
    return batch(records, { source: `sw${i % 8}`, sequence: i });
  });
const bad = batch(
  [
    cdr('bad-1', { called_number: 'nobody' }),
    cdr('bad-2', { called_number: 'nobody' }),
    cdr('bad-3', { start_time: noon + 7 * 86_400_000 }),
    ...cdrs('beside', 7),
  ],
  { source: 'sw9' },
);

describe('the figures of the workers', () => {
  it('say what was fed, over two workers that were given one port', async () => {
    const first = await start('ingest');
    const port = { RINGTRACE_INGEST_METRICS_PORT: String(new URL(first.url).port) };
    const pair = [first, await start('ingest', { ...blocks, ...port })];
    expect(pair[1]?.url).not.toBe(first.url);
    await send(stack, 'north', ...good('n', 24));
    await send(stack, 'south', ...good('s', 8), bad, Buffer.from('no batch at all'));

    const scrapes = () => Promise.all(pair.map((worker) => worker.scrape()));
    const both = await until(
      'all messages counted',
      async () => (await scrapes()).flat(),
      (samples) => sumOf(samples, 'ringtrace_ingest_batches_total') === 34,
    );
    const of = (name: string, labels = {}) => sumOf(both, `ringtrace_ingest_${name}`, labels);
    expect(of('cdrs_total', { carrier: 'north', outcome: 'accepted' })).toBe(12_000);
    expect(of('cdrs_total', { carrier: 'north', outcome: 'dead_letter' })).toBe(0);
    expect(of('cdrs_total', { carrier: 'south', outcome: 'accepted' })).toBe(4_007);
    expect(of('cdrs_total', { carrier: 'south', outcome: 'dead_letter' })).toBe(3);
    expect(of('batches_total', { carrier: 'south', outcome: 'dead_letter' })).toBe(1);
    expect(of('dead_letters_total', { carrier: 'south', reason: 'invalid_field' })).toBe(2);
    expect(of('dead_letters_total', { reason: 'out_of_range' })).toBe(1);
    expect(of('dead_letters_total')).toBe(4);
    expect(of('block_rows_sum')).toBe(16_007);
    expect(of('delay_seconds_count')).toBe(33);
    const inserted = of('insert_duration_seconds_count', { table: 'cdr_store' });
    expect(inserted).toBeGreaterThanOrEqual(of('block_rows_count'));
    expect(sumOf(both, 'process_resident_memory_bytes')).toBeGreaterThan(2e7);
    for (const worker of pair) {
      const lag = (await worker.scrape()).filter(
        ({ name }) => name === 'ringtrace_ingest_consumer_lag_messages',
      );
      expect(lag.map(({ labels, value }) => [labels['carrier'], value])).toEqual([
        ['north', 0],
        ['south', 0],
      ]);
      expect(await worker.stop()).toBe(0);
    }
  });

  it('say how far detection is', async () => {
    const worker = await start('detect');
    const samples = await until('all judged', worker.scrape, (seen) => {
      const open = ['minutes', 'windows'].map((what) => sumOf(seen, `ringtrace_detect_dirty_${what}`));
      return sumOf(seen, 'ringtrace_detect_tick_duration_seconds_count') > 0 && open.every((n) => n === 0);
    });
    expect(sumOf(samples, 'ringtrace_detect_tick_duration_seconds_count', { outcome: 'failed' })).toBe(0);
    expect(samples.map(({ name }) => name)).toEqual(
      expect.arrayContaining(
        ['candidates_open', 'candidates_withdrawn', 'campaigns_open'].map(
          (name) => `ringtrace_detect_${name}`,
        ),
      ),
    );
    const seen = await until(
      'a small delay',
      worker.scrape,
      (s) => sumOf(s, 'ringtrace_detect_delay_seconds') < 5,
    );
    expect(
      sumOf(seen, 'ringtrace_detect_tick_duration_seconds_count', { outcome: 'changed' }),
    ).toBeGreaterThan(0);
    await isReady(worker);
    expect(await worker.stop()).toBe(0);
  });
});

describe('while ClickHouse is away', () => {
  it('the workers live, are not ready, and are again once it is back', async () => {
    const ingest = await start('ingest');
    const detect = await start('detect');
    await Promise.all([isReady(ingest), isReady(detect)]);
    await stack.engine().stop();
    await send(stack, 'north', ...good('late', 6));
    const unready = await until('a failing insert', ingest.ready, ({ bad }) => bad.includes('inserts'));
    expect(unready).toEqual({ status: 503, bad: ['store', 'inserts'] });
    await until('a failing round', detect.ready, ({ bad }) => bad.includes('rounds'));
    expect([await ingest.health(), await detect.health()]).toEqual([200, 200]);
    const away = await ingest.scrape();
    expect(sumOf(away, 'ringtrace_ingest_consumer_lag_messages', { carrier: 'north' })).toBe(6);
    expect(sumOf(away, 'ringtrace_ingest_insert_failures_total', { table: 'cdr_store' })).toBeGreaterThan(0);
    expect(sumOf(away, 'ringtrace_ingest_cdrs_total')).toBe(0);
    const blind = (await detect.scrape()).map(({ name }) => name);
    expect(blind).not.toContain('ringtrace_detect_candidates_open');
    expect(blind).toContain('ringtrace_detect_delay_seconds');

    await stack.restartEngine();
    await Promise.all([isReady(ingest), isReady(detect)]);
    await until('the rest', ingest.scrape, (seen) => sumOf(seen, 'ringtrace_ingest_cdrs_total') === 3_000);
    expect(await Promise.all([ingest.stop(), detect.stop()])).toEqual([0, 0]);
  });
});
