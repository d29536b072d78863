import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonl } from '@ringtrace/ingest/feed/formats/jsonl';
import { opensipsFlatstore } from '@ringtrace/ingest/feed/formats/opensips-flatstore';
import { readFeedState } from '@ringtrace/ingest/feed/watch/state';
import { type WatchOptions, watchDirectory } from '@ringtrace/ingest/feed/watch/watch';
import { launchKafka } from '@ringtrace/local/kafka/launch';
import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import { partitionRanges } from '@ringtrace/platform/kafka/admin';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import { createLog } from '@ringtrace/platform/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './stack.ts';

type Broker = Awaited<ReturnType<typeof launchKafka>>;
const home = mkdtempSync(join(tmpdir(), 'ringtrace-watch-'));
let broker: Broker;
let kafka: Kafka;
const launch = (servicesPort: number) =>
  launchKafka({
    dataDir: join(home, 'kafka'),
    credentialsFile: join(home, 'credentials.json'),
    servicesPort,
    heapMb: 256,
  });

beforeAll(async () => {
  broker = await launch(0);
  kafka = createKafka(broker.access, 'test', createLog('test', 'silent'));
});
afterAll(async () => {
  await broker.stop();
  rmSync(home, { recursive: true, force: true });
});

const line = (call_id: string) =>
  JSON.stringify({
    call_id,
    start_time: '2026-03-03T15:00:00Z',
    end_time: '2026-03-03T15:00:30Z',
    called_number: '+13125550102',
    sip_code: 486,
  });
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
const lines = (callIds: readonly string[]) => callIds.map((id) => `${line(id)}\n`).join('');

/** The directory of one carrier, and the feed that follows it. */
class Feed {
  readonly notices: string[] = [];
  readonly directory: string;
  readonly folder: string;
  readonly carrier: string;
  #stop = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(carrier: string) {
    this.carrier = carrier;
    this.directory = join(home, carrier);
    this.folder = join(home, 'feeds', carrier);
    mkdirSync(this.directory);
  }

  start(options: Partial<WatchOptions> = {}): void {
    this.#stop = new AbortController();
    this.#running = watchDirectory({
      kafka,
      carrier: this.carrier,
      format: jsonl,
      reading: 'jsonl',
      directory: this.directory,
      folder: this.folder,
      source: `${this.carrier}-switch`,
      diskBytes: 10_000_000,
      signal: this.#stop.signal,
      onNotice: (text) => this.notices.push(text),
      pollMs: 20,
      quietMs: 20,
      ...options,
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  write = (name: string, content: string) => appendFileSync(join(this.directory, name), content);
  remove = (name: string) => rmSync(join(this.directory, name));
  state = () => readFeedState(this.folder);
}

interface Seen {
  readonly source: string;
  readonly sequence: number;
  readonly ids: readonly string[];
}

/** The batches of a carrier's topic, in the order of their partition. */
async function batchesOf(carrier: string): Promise<Seen[]> {
  const decoder = createBatchDecoder(fixedSchemas());
  const seen: Seen[] = [];
  await readRanges(kafka, await partitionRanges(kafka, [`cdr.${carrier}`]), async ({ value }) => {
    const { batch } = await decoder.decode(value ?? Buffer.alloc(0));
    const { source, sequence } = batch.header;
    seen.push({ source, sequence, ids: ids('', batch.size).map((_, i) => batch.record(i).call_id) });
  });
  return seen;
}

const fed = (feed: Feed, records: number) =>
  until(
    `${records} records`,
    async () => feed.state()?.totals.records ?? 0,
    (count) => count >= records,
  );

describe('feed --watch', () => {
  it('goes on where it was after a restart, in one sequence', async () => {
    const feed = new Feed('steady');
    feed.write('a.jsonl', lines(ids('a', 2_500)));
    feed.start();
    await fed(feed, 2_500);
    feed.write('a.jsonl', lines(ids('b', 10)));
    await fed(feed, 2_510);
    await feed.stop();
    feed.write('a.jsonl', `{"call_id": "torn\n${lines(ids('c', 10))}`);
    feed.start();
    await fed(feed, 2_520);
    await feed.stop();
    const batches = await batchesOf('steady');
    expect(batches.flatMap((batch) => batch.ids)).toEqual([
      ...ids('a', 2_500),
      ...ids('b', 10),
      ...ids('c', 10),
    ]);
    expect(batches.map(({ sequence }) => sequence)).toEqual(batches.map((_, i) => i + 1));
    expect(new Set(batches.map(({ source }) => source))).toEqual(new Set(['steady-switch']));
    expect(readFileSync(join(feed.folder, 'refused.txt'), 'utf8')).toBe('{"call_id": "torn\n');
    expect(readFileSync(join(feed.folder, 'refused-why.txt'), 'utf8')).toBe('a.jsonl:2511: is not JSON\n');
  });

  it('keeps batches on disk while the broker is away, reads no more than fits, and loses nothing', async () => {
    const feed = new Feed('outage');
    const port = broker.servicesPort;
    feed.write('a.jsonl', lines(ids('a', 100)));
    feed.start();
    await fed(feed, 100);
    await broker.stop();
    // The file is read while the broker is away, and is then removed. So only the spool has its records.
    feed.write('b.jsonl', lines(ids('b', 1_000)));
    await fed(feed, 1_100);
    feed.remove('b.jsonl');
    expect(feed.state()?.spool.batches).toBeGreaterThan(0);
    expect(feed.state()?.trouble).not.toBe('');
    await feed.stop();
    // The feed ends and starts again without a broker. The batches on disk already use up all the space they may.
    feed.start({ diskBytes: 1 });
    feed.write('c.jsonl', lines(ids('c', 1_000)));
    await until(
      'a full disk',
      async () => feed.notices.join('\n'),
      (notices) => notices.includes('reading goes on once the broker takes them'),
    );
    expect(feed.state()?.totals.records).toBe(1_100);
    broker = await launch(port);
    await fed(feed, 2_100);
    await feed.stop();
    expect(readdirSync(join(feed.folder, 'spool'))).toEqual([]);
    const batches = await batchesOf('outage');
    expect(batches.flatMap((batch) => batch.ids)).toEqual([
      ...ids('a', 100),
      ...ids('b', 1_000),
      ...ids('c', 1_000),
    ]);
    expect(batches.map(({ sequence }) => sequence)).toEqual(batches.map((_, i) => i + 1));
  });

  it('puts a call together whose halves are in two files, a restart between them', async () => {
    const feed = new Feed('halves');
    const dialog = '2daec40c|548625ac|dd0c4c61@0:0:0|200|OK';
    feed.write('acc.1', `INVITE|${dialog}|1772550000|*prepaid|12025550101|13125550102||1:2\n`);
    feed.start({ format: opensipsFlatstore });
    await until(
      'the first half is read',
      async () => feed.state()?.positions,
      (positions) => positions?.[0]?.waited === true,
    );
    await feed.stop();
    feed.write('acc.2', `BYE|${dialog}|1772550030|||||1:2\n`);
    feed.start({ format: opensipsFlatstore });
    await fed(feed, 1);
    await feed.stop();
    expect((await batchesOf('halves')).flatMap((batch) => batch.ids)).toHaveLength(1);
  });

  it('feeds everything anew when it is told to read it in another way', async () => {
    const feed = new Feed('other');
    writeFileSync(join(feed.directory, 'a.jsonl'), lines(ids('a', 5)));
    feed.start();
    await fed(feed, 5);
    await feed.stop();
    feed.start({ reading: 'jsonl, otherwise' });
    await fed(feed, 10);
    await feed.stop();
    expect((await batchesOf('other')).map((batch) => batch.ids)).toEqual([ids('a', 5), ids('a', 5)]);
  });
});
