import { revisionsByKey } from '@ringtrace/console/server/queries/call';
import { type LegSearch, numberRecords, readLegs, storedSpan } from '@ringtrace/console/server/queries/legs';
import { withinTime } from '@ringtrace/console/server/queries/within-time';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { seeded } from '@ringtrace/platform/seeded';
import { type CdrRow, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { legsOf } from '../detect/network.ts';

const start = Date.UTC(2026, 2, 10, 9);
const numbers = [13_035_550_100, 13_035_550_101, 13_035_550_102];

/** Legs of two carriers over three days, some of them corrected later: another number, another upstream, or withdrawn. */
function drawLegs(): { readonly first: CdrRow[]; readonly later: CdrRow[] } {
  const random = seeded(5);
  const [template] = legsOf(
    { at: 0, calling: 1, called: 1, path: ['north'], customer: 'x', attestation: '', talkS: 5, label: '' },
    0,
  );
  if (template === undefined) throw new Error('no leg to start from');
  const first = Array.from({ length: 300 }, (_, i) => ({
    ...template.row,
    carrier: random.pick(['north', 'south']),
    call_id: `leg-${i}`,
    ver: BigInt(i),
    start_time: start + random.below(3 * 86_400_000),
    calling_number: 12_025_550_100 + random.below(3),
    called_number: random.pick(numbers),
  }));
  const later = first
    .filter(() => random.chance(0.4))
    .map((row) => ({
      ...row,
      ...random.pick<Partial<CdrRow>>([
        { called_number: random.pick(numbers) },
        { upstream: 'offshore' },
        { withdrawn: true },
      ]),
      revision: 1,
      ver: row.ver + 1_000n,
    }));
  return { first, later };
}

const every = defineQuery<{ number: number }>()({
  name: 'calls of a number, by reading all',
  row: z.object({ call_id: z.string() }),
  sql: 'SELECT call_id FROM cdr WHERE called_number = {number: UInt64} ORDER BY start_time DESC, call_id',
});

const byNumber = (number: number): LegSearch => ({
  conditions: ['called'],
  whole: ['called'],
  params: { called: number, called_to: number },
});

describe('call search', () => {
  let scratch: TestStore;
  const legs = drawLegs();
  beforeAll(async () => {
    scratch = await openTestStore();
    const { store } = scratch;
    // Parts stay apart, as they are before the engine merges them.
    await store.command('SYSTEM STOP MERGES cdr_store');
    await store.insertRows(cdrStore, legs.first);
    await store.insertRows(cdrStore, legs.later);
  });
  afterAll(() => scratch.close());

  it.each(numbers)('finds exactly the legs of a number whose newest revision has it: %d', async (number) => {
    const { store } = scratch;
    const search = byNumber(number);
    const page = { sort: 'start_time', descending: true, limit: 1_000, offset: 0 } as const;
    const { items: found, total } = await readLegs(store, search, page);
    const expected = await store.query(every, { number });
    expect(found.map(({ call_id }) => call_id)).toEqual(expected.map(({ call_id }) => call_id));
    expect(found.length).toBeGreaterThan(30);
    expect(total).toBe(expected.length);
    const [counted] = await store.query(numberRecords(search), search.params);
    expect(counted?.records).toBeGreaterThanOrEqual(expected.length);
    expect(legs.later.some((row) => row.withdrawn && row.called_number === number)).toBe(true);
  });

  it('shows each leg once over all pages, in order', async () => {
    const { store } = scratch;
    const search: LegSearch = { conditions: ['carrier'], whole: [], params: { carrier: 'north' } };
    const pages = await Promise.all(
      [0, 50, 100, 150].map((offset) =>
        readLegs(store, search, { sort: 'talk_s', descending: false, limit: 50, offset }),
      ),
    );
    const legs = pages.flatMap(({ items }) => items);
    const ids = legs.map(({ call_id }) => call_id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { total } of pages) expect(total).toBe(ids.length);
    const talked = legs.map(({ talk_s }) => talk_s ?? -1);
    expect(talked).toEqual(talked.toSorted((a, b) => a - b));
    const behind = await readLegs(store, search, {
      sort: 'talk_s',
      descending: false,
      limit: 50,
      offset: 5_000,
    });
    expect(behind).toEqual({ items: [], total: ids.length });
  });

  it('asks the index for a whole number', async () => {
    const { store } = scratch;
    const explained = defineQuery<{ called: number }>()({
      name: 'plan of a search',
      row: z.object({ explain: z.string() }),
      sql: 'EXPLAIN indexes = 1 SELECT carrier, start_time, call_id FROM cdr_store WHERE called_number = {called: UInt64}',
    });
    const plan = (await store.query(explained, { called: numbers[0] ?? 0 })).map(({ explain }) => explain);
    expect(plan.join('\n')).toContain('called_numbers');
  });

  it('has the earlier revisions of a leg as long as they are stored', async () => {
    const { store } = scratch;
    const [corrected] = legs.later;
    if (corrected === undefined) throw new Error('no leg was corrected');
    const { carrier, call_id, start_time: start_ms } = corrected;
    const found = await store.query(revisionsByKey, { keys: [{ carrier, call_id, start_ms }] });
    expect(found.map(({ revision }) => revision)).toEqual([1, 0]);
  });

  it('knows the span of what is stored without reading it', async () => {
    const times = legs.first.map((row) => row.start_time);
    expect(await scratch.store.query(storedSpan, {})).toEqual([
      { legs: legs.first.length + legs.later.length, first: Math.min(...times), last: Math.max(...times) },
    ]);
  });

  it('says what to narrow where it takes too long', async () => {
    const slow = defineQuery()({
      name: 'slow',
      row: z.object({ n: z.number() }),
      sql: 'SELECT sum(sleepEachRow(0.5)) AS n FROM numbers(20) SETTINGS max_block_size = 1',
    });
    const asked = withinTime({ seconds: 1, field: 'from', wayOut: 'Narrow it.' }, (settings) =>
      scratch.store.query(slow, {}, settings),
    );
    await expect(asked).rejects.toThrow('from: the search took more than 1 s and was stopped. Narrow it.');
  });
});
