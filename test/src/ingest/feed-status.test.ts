import { emptyReference } from '@ringtrace/enrich/reference';
import { enrichRecord } from '@ringtrace/ingest/stages/enrich';
import { troubledSources } from '@ringtrace/ingest/status/sources';
import { closableDeadLetters, closeDeadLetters } from '@ringtrace/ingest/worker/close-dead-letters';
import { checkCarrier } from '@ringtrace/ingest/worker/known-carrier';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { type CdrRow, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { type BatchRow, batches, deadLetters } from '@ringtrace/schemas/tables/feed';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cdr, letter, noon } from './feeds.ts';

let scratch: TestStore;
beforeAll(async () => {
  scratch = await openTestStore();
});
afterAll(() => scratch.close(), 60_000);

const status = defineQuery()({
  name: 'feed status',
  row: z.object({
    carrier: z.string(),
    source: z.string(),
    sequence_gaps: z.number(),
    rejected: z.number(),
    unreadable: z.number(),
    silent: z.union([z.boolean(), z.number()]).transform(Boolean),
    clock_offset_s: z.number().nullable(),
    clock_neighbors: z.number(),
  }),
  sql: `SELECT carrier, source, sequence_gaps, rejected, unreadable, silent, clock_offset_s, clock_neighbors
    FROM feed_status ORDER BY carrier, source`,
});
const rows = async (carrier: string) =>
  (await scratch.store.query(status, {})).filter((row) => row.carrier === carrier);

let offset = 0;
function account(carrier: string, fields: Partial<BatchRow> = {}): BatchRow {
  offset += 1;
  return {
    carrier,
    topic: `cdr.${carrier}`,
    partition: 0,
    offset,
    batch_id: String(offset),
    source: 'sw1',
    sequence: offset,
    produced_at: noon,
    received_at: noon,
    records: 10,
    accepted: 10,
    dead: 0,
    first_start: noon,
    last_start: noon,
    ...fields,
  };
}

describe('feed_status', () => {
  it('counts batches that are missing, whatever their order and however often they came', async () => {
    const sequences = [7, 3, 4, 7, 9, 3];
    await scratch.store.insertRows(
      batches,
      sequences.map((sequence) => account('gaps', { sequence, dead: 1, accepted: 9 })),
    );
    await scratch.store.insertRows(batches, [account('gaps', { source: 'sw2', sequence: 50 })]);
    expect(await rows('gaps')).toMatchObject([
      { source: 'sw1', sequence_gaps: 3, rejected: 6 },
      { source: 'sw2', sequence_gaps: 0, rejected: 0 },
    ]);
  });

  it('shows a carrier of which nothing can be read', async () => {
    await scratch.store.insertRows(deadLetters, [
      letter('noise', { offset: 1 }),
      letter('noise', { offset: 2 }),
      letter('noise', { offset: 3, record_index: 4 }),
      letter('noise', { offset: 4, status: 'replayed', ver: 1 }),
    ]);
    expect(await rows('noise')).toMatchObject([{ source: '', unreadable: 2, sequence_gaps: 0, rejected: 0 }]);
  });

  it('asks for a look at dead letters until they are closed or sent again', async () => {
    await scratch.store.insertRows(batches, [
      account('late', { sequence: 1, dead: 3, accepted: 7 }),
      account('late2', { sequence: 1, dead: 1, accepted: 9 }),
    ]);
    const late = { source: 'sw1', reason: 'past_retention' };
    await scratch.store.insertRows(deadLetters, [
      letter('late', { offset: 1, record_index: 0, ...late }),
      letter('late', { offset: 1, record_index: 1, ...late }),
      letter('late', { offset: 1, record_index: 2, ...late, status: 'replayed', ver: 1 }),
      letter('late2', { offset: 1, record_index: 0, ...late }),
    ]);
    const looked = async () =>
      (await troubledSources(scratch.store)).sources
        .filter(({ carrier }) => carrier.startsWith('late'))
        .map(({ carrier, source, open_records }) => ({ carrier, source, open_records }));
    expect(await looked()).toEqual([
      { carrier: 'late', source: 'sw1', open_records: 2 },
      { carrier: 'late2', source: 'sw1', open_records: 1 },
    ]);
    expect(await closableDeadLetters(scratch.store, undefined)).toEqual([
      { carrier: 'late', letters: 2 },
      { carrier: 'late2', letters: 1 },
    ]);
    await closeDeadLetters(scratch.store, 'late');
    expect(await closableDeadLetters(scratch.store, 'late')).toEqual([]);
    expect(await looked()).toEqual([{ carrier: 'late2', source: 'sw1', open_records: 1 }]);
    await closeDeadLetters(scratch.store, 'late2');
    expect(await looked()).toEqual([]);
    await expect(checkCarrier(scratch.store, 'late')).resolves.toBeUndefined();
    await expect(checkCarrier(scratch.store, 'lat')).rejects.toThrow(
      "nothing of a carrier 'lat' is stored; did you mean 'late'?",
    );
    await expect(checkCarrier(scratch.store, 'zzzzzzzz')).rejects.toThrow(
      "nothing of a carrier 'zzzzzzzz' is stored: 'ringtrace carrier list' shows carriers",
    );
  });

  it('calls a feed silent that went on for hours and stopped, and no file, however long it took', async () => {
    const hour = 3_600_000;
    const now = Date.now();
    const every = (minutes: number, from: number, to: number, source: string) =>
      Array.from({ length: Math.floor(((from - to) * hour) / (minutes * 60_000)) }, (_, i) => {
        const received_at = now - from * hour + i * minutes * 60_000;
        return account('quiet', { source, received_at, last_start: received_at - 30_000 });
      });
    const lastMonth = every(1, 6, 3, 'month.csv').map((row, i) => ({
      ...row,
      last_start: now - 30 * 24 * hour + i * 4 * hour,
    }));
    await scratch.store.insertRows(batches, [
      ...every(1, 6, 3, 'stopped'),
      ...every(1, 6, 0, 'live'),
      ...every(60, 24, 2, 'hourly'),
      ...lastMonth,
      account('quiet', { source: 'file.csv', received_at: now - 5 * hour }),
    ]);
    const silent = (await rows('quiet')).map((row) => [row.source, row.silent]);
    expect(Object.fromEntries(silent)).toEqual({
      stopped: true,
      live: false,
      hourly: false,
      'file.csv': false,
      'month.csv': false,
    });
  });
});

/** How far each carrier's clock is ahead, seconds. */
const clocks: Readonly<Record<string, number>> = { a: 0, b: 3_600, c: -37, d: 0, e: 0, f: 0, g: -18_000 };

/** The legs of one call over these carriers, as each of them reports it. */
function legs(route: readonly string[], call: number, at: number): CdrRow[] {
  return route.map((carrier, hop) =>
    enrichRecord(
      carrier,
      cdr(`${carrier}-${call}-${at}`, {
        start_time: at + hop * 400 + (clocks[carrier] ?? 0) * 1_000,
        calling_number: `+1212555${1000 + (call % 9000)}`,
        called_number: `+1312556${1000 + (call % 9000)}`,
        upstream: route[hop - 1] ?? carrier,
        downstream: route[hop + 1] ?? carrier,
      }),
      emptyReference,
    ),
  );
}

describe('clocks', () => {
  it('that are off show, whole hours included, and nobody is blamed for the clock of its only neighbour', async () => {
    const routes = [
      ['a', 'b', 'c'],
      ['b', 'd'],
      ['c', 'd'],
      ['e', 'b'],
    ];
    const calls = Array.from({ length: 400 }, (_, i) =>
      legs(routes[i % 4] ?? [], i, noon + i * 20_000),
    ).flat();
    // Repeated calls between the same two numbers tell nothing about clocks: which attempt belongs to which?
    const redials = Array.from({ length: 200 }, (_, i) => legs(['a', 'b'], 8_000, noon + i * 31_000)).flat();
    // Too few calls to compare clocks.
    const few = Array.from({ length: 6 }, (_, i) => legs(['f', 'g'], 5_000 + i, noon + i * 20_000)).flat();
    await scratch.store.insertRows(cdrStore, [...calls, ...redials, ...few]);
    const newest = noon + 400 * 20_000;
    const year = 365 * 86_400_000;
    // Carriers whose clocks are years off must not hide the others' offsets.
    const ends = { ...clocks, ahead: year / 1_000, behind: (-2 * year) / 1_000 };
    await scratch.store.insertRows(
      batches,
      Object.entries(ends).map(([carrier, ahead]) =>
        account(carrier, { last_start: newest + ahead * 1_000, received_at: Date.now() }),
      ),
    );
    const seen = await scratch.store.query(status, {});
    const offsets = Object.keys(clocks).map((carrier) => {
      const row = seen.find((one) => one.carrier === carrier);
      return [carrier, row?.clock_offset_s, row?.clock_neighbors];
    });
    expect(offsets).toEqual([
      ['a', 0, 1],
      ['b', 3_600, 4],
      ['c', -37, 2],
      ['d', 0, 2],
      ['e', 0, 1],
      ['f', null, 0],
      ['g', null, 0],
    ]);
  });
});
