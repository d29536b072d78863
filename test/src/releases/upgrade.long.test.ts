import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Home, type Server, up } from '../e2e/ringtrace.ts';
import { keptReleases, type StoreNote, unpackStore } from './archive.ts';
import { contentsOf } from './contents.ts';
import { feedAndSettle } from './feed.ts';
import { corrections, firstTraffic, nextCaller, nextDay, type Traffic } from './traffic.ts';

const everyRecord = `
  SELECT carrier, count(), sum(cityHash64(call_id, start_time, end_time, revision)) FROM cdr GROUP BY carrier ORDER BY carrier`;

const carrierList = z.array(z.object({ carrier: z.string(), writes: z.boolean() }));

const recordsOf = (traffic: Traffic) =>
  [...traffic.values()].reduce((total, records) => total + records.length, 0);

/** What depends on this version alone is tried on one of the stores. */
const oldest = keptReleases()[0];

describe.each(keptReleases())('a store of release %s', (version) => {
  const home = new Home();
  let said: StoreNote;
  let server: Server;

  beforeAll(async () => {
    said = await unpackStore(version, home.directory);
    server = await up(home);
  });
  afterAll(async () => {
    await server.interrupt();
    home.remove();
  });

  const records = async () => Number((await home.rows('SELECT count() FROM cdr'))[0]);

  it('keeps its records, campaigns, candidates and reference data', async () => {
    await home.ok(['status', '--wait-idle']);
    expect(await contentsOf(home)).toEqual(said.contents);
  });

  it('keeps its carriers and their users', async () => {
    expect(carrierList.parse(await home.json('carrier', 'list'))).toContainEqual({
      carrier: 'west',
      writes: true,
    });
  });

  it('passes verify', async () => {
    await home.ok(['verify']);
  });

  it('takes a new day, and opens a candidate for its campaign', async () => {
    const before = await records();
    const traffic = nextDay();
    await feedAndSettle(home, traffic);
    expect(await records()).toBe(before + recordsOf(traffic));
    expect(
      await home.rows(
        "SELECT calling_number FROM traceback_candidates WHERE status = 'open' ORDER BY call_time",
      ),
    ).toEqual([...openNumbers(said), String(nextCaller)]);
  });

  it('takes corrections of its old records, and judges their hours anew', async () => {
    const before = await records();
    const [corrected, withdrawn] = corrections(firstTraffic(), 2);
    await feedAndSettle(home, corrected, withdrawn);
    // The same records were withdrawn by the old release already.
    expect(await records()).toBe(before);
    expect(await home.rows('SELECT count() FROM cdr WHERE revision = 2')).toEqual([
      String(recordsOf(corrected)),
    ]);
    await home.ok(['verify']);
  });

  it.runIf(version === oldest)(
    'has every record again after the way back of docs/operations.md',
    async () => {
      const before = await home.rows(everyRecord);
      expect(await server.interrupt()).toBe(0);
      rmSync(join(home.directory, 'clickhouse'), { recursive: true });
      await unpackStore(version, home.directory, 'clickhouse');
      for (const offsets of globSync(join(home.directory, 'kafka', 'logs', '__consumer_offsets-*')))
        rmSync(offsets, { recursive: true });
      server = await up(home);
      await home.ok(['status', '--wait-idle']);
      expect(await home.rows(everyRecord)).toEqual(before);
      await home.ok(['verify']);
    },
  );

  it.runIf(version === oldest)('is refused, with the way out, once a newer release has had it', async () => {
    const { clickhouseUrl: url, readWrite, database } = server.instance;
    const store = openStore({ url, ...readWrite, database, application: 'test' });
    await store.command("INSERT INTO migrations VALUES (9999, 'of a newer release', 'x', now64(3))");
    await store.close();
    expect(await server.interrupt()).toBe(0);
    const outcome = await home.run(['up']);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('migration 9999 (of a newer release)');
    expect(outcome.stderr).toContain('docs/operations.md');
  });
});

/** The calling numbers of the candidates that were open in the old release. */
const openNumbers = ({ contents }: StoreNote): string[] =>
  (contents['candidates'] ?? [])
    .map((row) => row.split('\t'))
    .filter(([, status]) => status === 'open')
    .map(([, , callingNumber = '']) => callingNumber);
