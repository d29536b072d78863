import { createHash } from 'node:crypto';
import { parseProviders } from '@ringtrace/enrich/kinds/providers';
import { emptyReference } from '@ringtrace/enrich/reference';
import { decodeMessage } from '@ringtrace/ingest/stages/decode';
import { enrichRecord } from '@ringtrace/ingest/stages/enrich';
import { validateMessage } from '@ringtrace/ingest/stages/validate';
import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { feedSchema, fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import { avroType } from '@ringtrace/platform/avro/type';
import { feedTopic } from '@ringtrace/schemas/topics';
import avro from 'avsc';
import { describe, expect, it } from 'vitest';
import { avroFile, feedMessage } from './framing.ts';
import { providerNames, providersFile } from './network.ts';
import { type TrafficOptions, traffic } from './traffic.ts';

const decoder = createBatchDecoder(fixedSchemas());
/** Single-object encoding: C3 01 and the fingerprint. */
const headerBytes = 10;

async function judged(options: TrafficOptions) {
  const batches = [];
  for (const batch of traffic(options)) {
    const { carrier, producedAt } = batch;
    const message = { topic: feedTopic(carrier), partition: 0, offset: 0, timestamp: producedAt };
    const read = await decodeMessage(decoder, { ...message, value: feedMessage(batch) });
    const { accepted, dead } = validateMessage(read);
    batches.push({ batch, accepted, dead });
  }
  return batches;
}

const digest = (options: TrafficOptions) => {
  const hash = createHash('sha256');
  for (const batch of traffic(options)) hash.update(feedMessage(batch));
  return hash.digest('hex');
};

describe('the traffic of the benchmarks', () => {
  it('is what avsc writes of the same values', () => {
    const type = avroType(feedSchema);
    let checked = 0;
    for (const batch of traffic({ cdrs: 5_000 })) {
      const binary = feedMessage(batch).subarray(headerBytes);
      expect(type.toBuffer(type.fromBuffer(binary)).equals(binary)).toBe(true);
      checked += batch.count;
    }
    expect(checked).toBe(5_000);
  });

  it('has the dead letters it says, of many kinds, and every identity once', async () => {
    const messages = await judged({ cdrs: 60_000 });
    for (const { batch, accepted, dead } of messages) {
      expect(dead.length).toBe(batch.bad);
      expect(accepted.length).toBe(batch.count - batch.bad);
    }
    const dead = messages.flatMap((message) => message.dead);
    expect(dead.length / 60_000).toBeCloseTo(0.01, 2);
    expect(new Set(dead.map(({ field, reason }) => `${field} ${reason}`)).size).toBe(10);
    const ids = messages.flatMap(({ accepted }) => accepted.map(({ call_id }) => call_id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is repeated by its seed', () => {
    const options = { cdrs: 20_000, seed: 7 };
    expect(digest(options)).toBe(digest(options));
    expect(digest(options)).not.toBe(digest({ ...options, seed: 8 }));
  });

  it('passes at the pace it is asked for', async () => {
    const messages = await judged({ cdrs: 50_000, cdrsPerSecond: 1_000, start: Date.UTC(2025, 0, 1) });
    const starts = messages.flatMap(({ accepted }) => accepted.map(({ start_time }) => start_time));
    expect(Math.round((Math.max(...starts.slice(0, 20_000)) - Date.UTC(2025, 0, 1)) / 1_000)).toBeGreaterThan(
      20,
    );
    const last = starts.reduce((most, start) => Math.max(most, start), 0);
    expect(Math.round((last - Date.UTC(2025, 0, 1)) / 1_000)).toBe(50);
  });

  it('looks like calls of the North American plan', async () => {
    const cdrs = (await judged({ cdrs: 20_000 })).flatMap(({ batch, accepted }) =>
      accepted.map((cdr) => enrichRecord(batch.carrier, cdr, emptyReference)),
    );
    const share = (holds: (cdr: (typeof cdrs)[number]) => boolean) => cdrs.filter(holds).length / cdrs.length;
    expect(share((cdr) => cdr.called_valid)).toBeGreaterThan(0.97);
    expect(share((cdr) => cdr.calling_valid)).toBeGreaterThan(0.9);
    expect(share((cdr) => cdr.origid !== null)).toBeCloseTo(0.5, 1);
    expect(new Set(cdrs.map((cdr) => cdr.ingress_trunk)).size).toBeGreaterThan(900);
    expect(cdrs.length / new Set(cdrs.map((cdr) => cdr.called_number)).size).toBeLessThan(4);
  });

  it('comes as Avro files with the same records', async () => {
    for (const batch of traffic({ cdrs: 3_000 })) {
      const reader = new avro.streams.BlockDecoder();
      reader.end(avroFile(batch));
      const records = await Array.fromAsync(reader);
      const feed = avroType(feedSchema).fromBuffer(feedMessage(batch).subarray(headerBytes));
      expect(JSON.stringify(records)).toBe(JSON.stringify(feed.records));
    }
  });

  it('has a providers file that names every provider', () => {
    expect(parseProviders(providersFile(), 'providers.csv').map((row) => row.provider_id)).toEqual(
      providerNames,
    );
  });
});
