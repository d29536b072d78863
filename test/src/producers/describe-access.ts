import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setPassword } from '@ringtrace/local/carriers/scram-users';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { allowWrite, listWriters } from '@ringtrace/platform/kafka/acl';
import { ensureTopic, listFeedTopics, partitionRanges } from '@ringtrace/platform/kafka/admin';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import { createLog } from '@ringtrace/platform/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Home } from '../e2e/ringtrace.ts';
import { batch, cdr, cdrs } from '../ingest/feeds.ts';
import { addCarrier, environmentOf, kafkaAs, type Login } from './login.ts';

/** A running Ringtrace, of which carriers are tried. */
export interface Place {
  readonly home: Home;
  /** Where the commands 'ringtrace carrier' are run: their user may make users and give rights. */
  readonly operator: Home;
  /** Addresses of Kafka for our own processes. */
  readonly services: readonly string[];
  close(): Promise<void>;
}

/** Sends one batch with one record, as the user of `kafka`. */
async function write(kafka: Kafka, topic: string, callId: string): Promise<void> {
  const producer = await openProducer(kafka);
  try {
    await producer.send([{ topic, key: 'sw1', value: encodeBatch(batch([cdr(callId)])) }]);
  } finally {
    await producer.close();
  }
}

/** A connection without retries, for tests that expect a refusal. An ordinary client would try again for a while. */
const impatient = (kafka: Kafka): Kafka => ({
  ...kafka,
  client: (overrides) => kafka.client({ retry: { retries: 0 }, ...overrides }),
});

const as = (login: Login, changes: Partial<Login> = {}) => impatient(kafkaAs({ ...login, ...changes }));

function* filesUnder(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) yield* filesUnder(path);
    else if (found?.isFile()) yield path;
  }
}

const loginOf = (one: Login) => ({ username: one['sasl.username'], password: one['sasl.password'] });

/** The tests of what carriers may do and may not, at the Kafka of a place. */
export function describeAccess(open: () => Promise<Place>): void {
  let place: Place;
  let north: Login;
  let south: Login;

  beforeAll(async () => {
    place = await open();
    north = await addCarrier(place.operator, 'north');
    south = await addCarrier(place.operator, 'south');
  });
  afterAll(() => place.close());

  async function callsOf(carrier: string): Promise<string[]> {
    await place.home.idle();
    return place.home.rows(`SELECT call_id FROM cdr WHERE carrier = '${carrier}' ORDER BY call_id`);
  }

  describe('a carrier', () => {
    it('writes to its own topic, which running workers take up', async () => {
      await write(kafkaAs(north), north.topic, 'own');
      expect(await callsOf('north')).toEqual(['own']);
    });

    it('writes to nobody else’s topic', async () => {
      await expect(write(as(north), south.topic, 'foreign')).rejects.toThrow(/authorized/i);
      expect(await callsOf('south')).toEqual([]);
    });

    it('joins no group of readers, on its own topic neither', async () => {
      const ranges = await partitionRanges(kafkaAs(north), [north.topic]);
      expect(ranges.some(({ end }) => end > 0)).toBe(true);
      await expect(readRanges(as(north), ranges, async () => {})).rejects.toThrow(/group/i);
    });

    it('sees no topic but its own, and makes none', async () => {
      expect(await listFeedTopics(kafkaAs(north))).toEqual(['cdr.north']);
      await expect(ensureTopic(as(north), 'cdr.new')).rejects.toThrow();
      expect(await listFeedTopics(kafkaAs(south))).toEqual(['cdr.south']);
    });

    it('lets nobody in without its password, without TLS or from another authority', async () => {
      const wrongPassword = as(north, { 'sasl.password': south['sasl.password'] });
      await expect(write(wrongPassword, north.topic, 'x')).rejects.toThrow(/authenticat/i);
      const { access, log } = kafkaAs(north);
      const { tls, user, brokers } = access;
      const plain = impatient(createKafka({ brokers, ...(user && { user }) }, 'x', log));
      await expect(write(plain, north.topic, 'x')).rejects.toThrow();
      const distrusting = impatient(createKafka({ brokers, ...(user && { user }), tls: {} }, 'x', log));
      await expect(write(distrusting, north.topic, 'x')).rejects.toThrow(/certificate/);
      const nobody = impatient(createKafka({ brokers, ...(tls && { tls }) }, 'x', log));
      await expect(write(nobody, north.topic, 'x')).rejects.toThrow();
    });

    it('finds no way in by the address of our own processes', async () => {
      const brokers = [...place.services];
      const log = createLog('test', 'silent');
      for (const user of [undefined, { mechanism: 'plain' as const, ...loginOf(north) }]) {
        const kafka = impatient(createKafka({ brokers, ...(user && { user }) }, 'x', log));
        await expect(listFeedTopics(kafka)).rejects.toThrow();
      }
    });

    it('makes no users, and gives nobody rights', async () => {
      await expect(setPassword(kafkaAs(north).access, 'cdr.new', 'x')).rejects.toThrow(/authoriz/i);
      const right = { user: north.topic, topic: south.topic };
      await expect(allowWrite(as(north), right)).rejects.toThrow(/authoriz/i);
      await expect(listWriters(as(north))).rejects.toThrow(/authoriz/i);
    });

    it('feeds its files from its own machine with the same login', async () => {
      const elsewhere = new Home();
      const lines = cdrs('file', 3).map((one) => JSON.stringify(one));
      const args = ['--format', 'jsonl', '-'];
      const options = { input: lines.join('\n'), env: environmentOf(south) };
      const refused = await elsewhere.run(['feed', '--carrier', 'north', ...args], options);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/authorized/i)]);
      expect((await elsewhere.run(['feed', '--carrier', 'south', ...args], options)).code).toBe(0);
      elsewhere.remove();
      expect(await callsOf('south')).toEqual(['file-0', 'file-1', 'file-2']);
    });
  });

  describe('ringtrace carrier', () => {
    it('keeps no password', () => {
      const holding = [...filesUnder(place.home.directory)].filter((path) =>
        readFileSync(path).includes(north['sasl.password']),
      );
      expect(holding).toEqual([]);
    });

    it('adds nobody twice, nor anybody without a proper id', async () => {
      const again = await place.operator.run(['carrier', 'add', 'north']);
      expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('carrier disable north')]);
      const odd = await place.operator.run(['carrier', 'add', '-n/o']);
      expect(odd.code).toBe(2);
    });

    it('disables at once, also who is connected; the topic and its records stay; a new password lets in again', async () => {
      const kafka = as(north);
      const producer = await openProducer(kafka);
      const message = { topic: north.topic, key: 'sw1', value: encodeBatch(batch([cdr('late')])) };
      await producer.send([message]);
      expect(await place.operator.json('carrier', 'disable', 'north')).toEqual({
        carrier: 'north',
        writes: false,
      });
      await expect(producer.send([message])).rejects.toThrow(/authorized/i);
      await producer.close();
      expect((await place.operator.run(['carrier', 'disable', 'north'])).code).toBe(0);
      await expect(write(kafka, north.topic, 'x')).rejects.toThrow(/authenticat/i);
      expect(await place.operator.json('carrier', 'list')).toEqual([
        { carrier: 'north', topic: 'cdr.north', writes: false },
        { carrier: 'south', topic: 'cdr.south', writes: true },
      ]);
      const renewed = await addCarrier(place.operator, 'north');
      await expect(write(kafka, north.topic, 'x')).rejects.toThrow(/authenticat/i);
      await write(kafkaAs(renewed), north.topic, 'renewed');
      expect(await callsOf('north')).toEqual(['late', 'own', 'renewed']);
    });
  });
}
