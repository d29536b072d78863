import { segmentCounts } from '@ringtrace/detect/features/counts';
import { markedCalls } from '@ringtrace/detect/features/mark';
import {
  callerRow,
  originKeyName,
  originKeyNames,
  originKeyRow,
} from '@ringtrace/detect/features/segment-key';
import { sumCalls } from '@ringtrace/detect/features/stage';
import { originCases } from '@ringtrace/detect/trace/origin-cases';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { arrivals, type CdrRow, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { stitchedCalls, stitchedMinutes, workingTables } from '@ringtrace/schemas/tables/judging';
import { buildPlans } from '@ringtrace/schemas/tables/rollups';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { legsOf } from './network.ts';

let engine: TestEngine;
let target: Store;
beforeAll(async () => {
  engine = await openTestEngine();
  target = await engine.freshStore();
});
afterAll(() => engine.stop());

const hour = Date.UTC(2026, 2, 10, 9);
const caller = 12_025_550_100;
const [template] = legsOf(
  {
    at: 0,
    calling: caller,
    called: 1,
    path: ['north'],
    customer: 'x',
    attestation: '',
    talkS: 5,
    label: '',
  },
  0,
);
let legs = 0;
/** A leg, written as 'carrier upstream downstream' (- = unknown). `atS`: seconds after the hour. */
function leg(told: string, atS: number, calling = caller, called = 13_035_550_100): CdrRow {
  if (template === undefined) throw new Error('no leg to start from');
  const [carrier = '', upstream = '', downstream = ''] = told
    .split(' ')
    .map((field) => (field === '-' ? '' : field));
  const call_id = `leg-${String(legs++).padStart(6, '0')}`;
  const start_time = hour + atS * 1000;
  return {
    ...template.row,
    carrier,
    upstream,
    downstream,
    call_id,
    start_time,
    calling_number: calling,
    called_number: called,
  };
}

const marked = defineQuery<{ build: number; first: number; end: number }>()({
  name: 'marked calls',
  row: z.object({
    called_number: z.number(),
    carriers: z.array(z.string()),
    call_ids: z.array(z.string()),
    origin_provider: z.string(),
    claimed_origin: z.string(),
    next_provider: z.string(),
    ...originKeyRow,
    caller_class: callerRow.caller_class,
    called_back_at: callerRow.called_back_at,
    answered: z.coerce.boolean(),
    duration_s: z.number(),
  }),
  sql: `SELECT called_number, carriers, call_ids, origin_provider, claimed_origin, next_provider,
      ${originKeyNames.join(', ')}, caller_class, called_back_at, answered, duration_s
    FROM (${markedCalls()}) ORDER BY called_number, start_time, call_ids`,
});

const classOf = ({ caller_class, called_back_at }: z.infer<typeof marked.row>) =>
  called_back_at === '' ? caller_class : `${caller_class} ${called_back_at}`;

/** The calls that judging these hours (counted from the first) would see. Each hour is judged by itself. */
async function stitched(rows: readonly CdrRow[], hours: readonly number[] = [0]) {
  for (const { name } of [cdrStore, arrivals, buildPlans, stitchedCalls, stitchedMinutes, ...workingTables])
    await target.command(`TRUNCATE TABLE ${name}`);
  await store(target, rows);
  const calls: z.infer<typeof marked.row>[] = [];
  for (const [i, h] of hours.entries()) {
    const first = hour / 1000 + h * 3600;
    const plan = { build: i + 1, rollup: 'judge', carrier: '', bucket: first, arrivals: 1 };
    await target.insertRows(buildPlans, [plan]);
    const stage = { build: i + 1, first, end: first + 3600 };
    await sumCalls(target, stage);
    calls.push(...(await target.query(marked, stage)));
  }
  return calls;
}
const carriersOf = async (rows: readonly CdrRow[]) =>
  (await stitched(rows)).map((call) => call.carriers.join(' ')).sort();

describe('stitching', () => {
  it('gives every call the origin that its path gives it', async () => {
    const rows = originCases.flatMap((c, i) =>
      c.legs.map((l, at) =>
        leg(`${l.carrier} ${l.upstream || '-'} ${l.downstream || '-'}`, 60 + at, caller, 13_035_550_000 + i),
      ),
    );
    const calls = await stitched(rows);
    const wanted = originCases.map(({ name, origin: { kind, provider } }) => ({
      name,
      origin_provider: kind === 'proven' ? provider : '',
      claimed_origin: kind === 'claimed' ? provider : '',
      next_provider: provider,
    }));
    expect(
      calls.map(({ called_number, origin_provider, claimed_origin, next_provider }) => ({
        name: originCases[called_number - 13_035_550_000]?.name,
        origin_provider,
        claimed_origin,
        next_provider,
      })),
    ).toEqual(wanted);
  });

  it('takes the shortest time that a leg tells for the time of the call: carriers round it up', async () => {
    const talking = (told: string, atS: number, talkS: number | undefined) => {
      const row = leg(told, atS);
      const answer_time = talkS === undefined ? null : row.start_time + 9_000;
      return { ...row, answer_time, end_time: row.start_time + 9_000 + 1_000 * (talkS ?? 0) };
    };
    const lasting = async (...seconds: readonly (number | undefined)[]) => {
      const paths = ['a a b', 'b a c', 'c b c'];
      const legsOfCall = seconds.map((talkS, i) => talking(paths[i] ?? '', i, talkS));
      return (await stitched(legsOfCall)).map(({ answered, duration_s }) => [answered, duration_s]);
    };
    expect(await lasting(60, 14, 18)).toEqual([[true, 14]]);
    expect(await lasting(undefined, 0, 18)).toEqual([[true, 18]]);
    expect(await lasting(undefined, undefined)).toEqual([[false, 0]]);
    expect(await lasting(0)).toEqual([[true, 0]]);
  });

  it('takes a redial for a call of its own', async () => {
    const rows = [0, 4].flatMap((at) => [leg('a a b', at), leg('b a b', at + 1)]);
    expect(await carriersOf(rows)).toEqual(['a b', 'a b']);
  });

  it('takes a second route of the same intake for the same call', async () => {
    expect(await carriersOf([leg('a a b', 0), leg('a a c', 1), leg('c a c', 2)])).toEqual(['a a c']);
  });

  it('knows who is called again within the hour or around it', async () => {
    const repeatedOf = async (atS: readonly number[]) => {
      const others = [600, 601, 602].map((at) => leg('a a a', at, caller, 13_045_550_000 + at));
      await stitched([...others, ...atS.map((at) => leg('a a a', at))]);
      const [segment] = await target.query(segmentCounts, { build: 1, baselines: [] });
      return [segment?.calls, segment?.repeated];
    };
    expect(await repeatedOf([60])).toEqual([4, 0]);
    expect(await repeatedOf([60, 600])).toEqual([5, 2]);
    expect(await repeatedOf([60, 3_700])).toEqual([4, 1]);
    expect(await repeatedOf([60, -1_800])).toEqual([4, 1]);
    expect(await repeatedOf([60, 7_300])).toEqual([4, 0]);
  });

  it('knows who is called back within the hour or around it', async () => {
    const friend = 13_045_550_600;
    const calledBackOf = async (back: readonly CdrRow[]) => {
      const own = [0, 1, 2, 3].map((i) => leg('a a a', 600 + i, caller, friend + i));
      await stitched([...own, ...back]);
      const segments = await target.query(segmentCounts, { build: 1, baselines: [] });
      return segments.map(({ calls, called_back }) => [calls, called_back]);
    };
    expect(await calledBackOf([])).toEqual([[4, 0]]);
    expect(await calledBackOf([leg('b b b', 60, friend, caller)])).toEqual([[4, 1]]);
    expect(await calledBackOf([leg('b b b', 3_700, friend, caller)])).toEqual([[4, 1]]);
    expect(await calledBackOf([leg('b b b', -1_800, friend, caller)])).toEqual([[4, 1]]);
    expect(await calledBackOf([leg('b b b', 7_300, friend, caller)])).toEqual([[4, 0]]);
    expect(await calledBackOf([leg('b b b', 60, friend + 9, caller)])).toEqual([[4, 0]]);
    expect(await calledBackOf([leg('a a a', 60, caller, caller)])).toEqual([[5, 1]]);
  });

  it('keeps two withheld callers of one hotline apart', async () => {
    const rows = [
      ...[leg('a a t', 0, 0), leg('t a h', 1, 0), leg('h t h', 2, 0)],
      ...[leg('x x y', 1, 0), leg('y x h', 2, 0), leg('h y h', 3, 0)],
      leg('rural - -', 2, 0),
    ];
    expect(await carriersOf(rows)).toEqual(['a t h', 'rural', 'x y h']);
  });

  it.each([
    ['a short one across the edge', [3590, 3605]],
    ['a long one that begins far before it', Array.from({ length: 60 }, (_, i) => 3300 + i * 8)],
    ['a long one that begins just before it', Array.from({ length: 60 }, (_, i) => 3595 + i * 8)],
    ['one as long as a call may be', Array.from({ length: 7 }, (_, i) => 3595 + i * 10)],
  ])('puts every leg into one hour: %s', async (_, times) => {
    const rows = times.map((at, i) => leg(i % 2 === 0 ? 'a - -' : 'b - -', at));
    const found = (await stitched(rows, [0, 1])).flatMap((call) => call.call_ids);
    expect(found.sort()).toEqual(rows.map((row) => row.call_id).sort());
  });
});

describe('sources', () => {
  const [shop, mill] = ['0f2e5fbd-8734-450f-a28e-790b0e7d5f01', '2a696522-cdc4-4983-aaa6-9e6cf8302d48'];
  /**
   * Calls for which the provider 'far' is named. Each comes from another exchange and goes to another number of an
   * area.
   */
  const fromFar = (count: number, area: number, fields: Partial<CdrRow> = {}) =>
    Array.from({ length: count }, (_, i) => ({
      ...leg('north far -', i, 12_022_000_000 + 10_000 * legs, area * 10_000_000 + 5_550_000 + i),
      ...fields,
    }));
  const spread = (count: number, fields: Partial<CdrRow> = {}) =>
    Array.from({ length: count }, (_, i) => fromFar(1, 1_310 + (i % 300), fields)).flat();
  const keys = async (rows: readonly CdrRow[]) => {
    const counts = Map.groupBy(await stitched(rows), originKeyName);
    return Object.fromEntries([...counts].map(([key, calls]) => [key, calls.length]));
  };

  it('are told apart by origids that recur, where one signer uses several', async () => {
    const signed = (origid: string) => spread(10, { origid, signer_ocn: '100A' });
    expect(await keys([...signed(shop), ...signed(mill), ...spread(5)])).toEqual({
      [`upstream|far|origid ${shop}`]: 10,
      [`upstream|far|origid ${mill}`]: 10,
      'upstream|far': 5,
    });
    expect(await keys([...signed(shop), ...spread(5)])).toEqual({ 'upstream|far': 15 });
    const oneEach = spread(20).map((row, i) => ({
      ...row,
      origid: `${shop.slice(0, -2)}${10 + i}`,
      signer_ocn: '100A',
    }));
    expect(await keys(oneEach)).toEqual({ 'upstream|far': 20 });
  });

  it('have the calls to an area apart that gets far more of them than of all calls', async () => {
    const others = (area: (i: number) => number) =>
      Array.from({ length: 200 }, (_, i) =>
        leg('south south -', i, 13_022_000_000 + 10_000 * i, area(i) * 10_000_000 + 5_560_000 + i),
      );
    const anywhere = others((i) => 1_310 + i);
    expect(await keys([...fromFar(20, 1_303), ...spread(100), ...anywhere])).toMatchObject({
      'upstream|far|area 1303': 20,
      'upstream|far': 100,
    });
    expect(await keys([...fromFar(10, 1_303), ...spread(100), ...anywhere])).toMatchObject({
      'upstream|far': 110,
    });
    const there = others(() => 1_303);
    expect(await keys([...fromFar(20, 1_303), ...spread(20), ...there])).toMatchObject({
      'upstream|far': 40,
    });
    expect(await keys([...fromFar(20, 1_303), ...spread(100)])).toEqual({ 'upstream|far': 120 });
  });

  it('of a customer have the calls to an area apart only where there are enough of them and of others', async () => {
    const own = { upstream: 'north', customer: 'shop' };
    const anywhere = spread(200, { customer: '' });
    expect(await keys([...fromFar(30, 1_303, own), ...spread(30, own), ...anywhere])).toMatchObject({
      'customer|north|shop|area 1303': 30,
      'customer|north|shop': 30,
    });
    expect(await keys([...fromFar(29, 1_303, own), ...spread(30, own), ...anywhere])).toMatchObject({
      'customer|north|shop': 59,
    });
    expect(await keys([...fromFar(30, 1_303, own), ...spread(29, own), ...anywhere])).toMatchObject({
      'customer|north|shop': 59,
    });
  });

  it('have numbers apart that are used again and again, where others of their class are used once', async () => {
    /** Calls of so many numbers, each of another exchange and used so often. */
    let next = 0;
    const pool = (numbers: number, uses: number, fields: Partial<CdrRow> = {}) => {
      const first = 19_045_550_000 + 10_000 * next;
      next += numbers;
      return Array.from({ length: uses }, () =>
        spread(numbers, fields).map((row, i) => ({ ...row, calling_number: first + 10_000 * i })),
      ).flat();
    };
    expect(await keys([...pool(12, 4), ...spread(60)])).toEqual({
      'upstream|far|reused': 48,
      'upstream|far': 60,
    });
    // Too few of either sort.
    expect(await keys([...pool(7, 4), ...spread(60)])).toEqual({ 'upstream|far': 88 });
    expect(await keys([...pool(12, 4), ...spread(29)])).toEqual({ 'upstream|far': 77 });
    // Of one pool at random: a few numbers are used often.
    const atRandom = [pool(66, 1), pool(50, 2), pool(25, 3), pool(9, 4), pool(3, 5), pool(1, 6)].flat();
    expect(await keys(atRandom)).toEqual({ 'upstream|far': 298 });
    // Of two pools at random: nearly all of one are used more often than nearly all of the other.
    const frequent = [pool(10, 5), pool(12, 6), pool(10, 7)].flat();
    expect(await keys([...atRandom, ...frequent])).toEqual({
      'upstream|far|reused': 213,
      'upstream|far': 277,
    });
    // Calls that go on are ordinary ones, and a customer's numbers are its own.
    const unanswered = { answer_time: null };
    expect(await keys([...pool(12, 4, unanswered), ...spread(60, unanswered)])).toEqual({
      'upstream|far': 108,
    });
    const own = { upstream: 'north', customer: 'shop' };
    expect(await keys([...pool(12, 4, own), ...spread(60, own)])).toEqual({ 'customer|north|shop': 108 });
  });

  it('have numbers apart that the hours beside show to be used again and again', async () => {
    const once = spread(40).map((row, i) => ({ ...row, calling_number: 19_045_550_000 + 10_000 * i }));
    const before = once.map((row) => ({
      ...row,
      call_id: `${row.call_id} before`,
      start_time: row.start_time - 3_600_000,
      answer_time: row.answer_time === null ? null : row.answer_time - 3_600_000,
      end_time: row.end_time - 3_600_000,
    }));
    const again = before.map((row) => ({
      ...row,
      call_id: `${row.call_id} again`,
      called_number: row.called_number + 1,
    }));
    const rows = [...once, ...spread(60)];
    expect(await keys(rows)).toEqual({ 'upstream|far': 100 });
    expect(await keys([...rows, ...before, ...again])).toEqual({
      'upstream|far|reused': 40,
      'upstream|far': 60,
    });
  });

  it('have several numbers of one exchange apart, where the others have far fewer calls', async () => {
    const block = (numbers: number) =>
      spread(20).map((row, i) => ({ ...row, calling_number: 16_175_550_000 + (i % numbers) }));
    const apart = { 'upstream|far|exchange 1617555': 20, 'upstream|far': 50 };
    expect(await keys([...block(20), ...spread(50)])).toEqual(apart);
    expect(await keys([...block(3), ...spread(50)])).toEqual(apart);
    expect(await keys([...block(2), ...spread(50)])).toEqual({ 'upstream|far': 70 });
    expect(await keys([...block(20).slice(0, 15), ...spread(50)])).toEqual({ 'upstream|far': 65 });
    const busy = spread(50).map((row, i) => ({ ...row, calling_number: 12_125_550_000 + 10_000 * (i % 5) }));
    expect(await keys([...block(20), ...busy])).toEqual({ 'upstream|far': 70 });
    const neighbors = block(20).map((row) => ({ ...row, neighbor_spoof: true }));
    expect(await keys([...neighbors, ...spread(50)])).toEqual({ 'upstream|far': 70 });
  });

  it('are told apart in the same ways where a provider proves the calls and names no customer', async () => {
    const own = (customer: string) =>
      spread(20).map((row, i) => ({
        ...row,
        upstream: row.carrier,
        customer,
        ingress_trunk: 'pbx',
        calling_number: 16_175_550_000 + i,
      }));
    expect(await keys(own(''))).toEqual({ 'trunk|north|pbx|exchange 1617555': 20 });
    expect(await keys(own('shop'))).toEqual({ 'customer|north|shop': 20 });
  });

  it('have numbers of a third country apart, by country', async () => {
    const from = (calling_number: number, calling_region: string) =>
      fromFar(1, 1_303, { calling_number, calling_region, ingress_country: 'MX' });
    const rows = [
      ...from(16_175_550_100, 'US'),
      ...from(23_212_345_678, 'SL'),
      ...from(52_551_234_567, 'MX'),
    ];
    const classes = new Map((await stitched(rows)).map((call) => [call.call_ids[0], classOf(call)]));
    expect(rows.map((row) => classes.get(row.call_id))).toEqual(['foreign', 'foreign +23', 'unproven']);
  });

  it('are domestic where they come in from a territory, or show a number of one', async () => {
    const from = (calling_number: number, calling_region: string, ingress_country: string) =>
      fromFar(1, 1_303, { calling_number, calling_region, ingress_country });
    const rows = [
      ...from(16_175_550_100, 'US', 'PR'),
      ...from(17_875_550_100, 'PR', 'US'),
      ...from(17_875_550_101, 'PR', 'VI'),
      ...from(17_875_550_102, 'PR', 'DO'),
    ];
    const classes = new Map((await stitched(rows)).map((call) => [call.call_ids[0], classOf(call)]));
    expect(rows.map((row) => classes.get(row.call_id))).toEqual([
      'unproven',
      'unproven',
      'unproven',
      'foreign',
    ]);
  });

  it('have numbers apart that ring once again and again, by their country', async () => {
    const ring = (calling_number: number, calling_region: string, ms: number) =>
      spread(10, { calling_number, calling_region, answer_time: null, sip_code: 487 }).map((row) => ({
        ...row,
        end_time: row.start_time + ms,
      }));
    const classes = async (rows: readonly CdrRow[]) => new Set((await stitched(rows)).map(classOf));
    expect(await classes(ring(23_212_345_678, 'SL', 2_000))).toEqual(new Set(['one ring +23']));
    expect(await classes(ring(23_212_345_678, 'SL', 20_000))).not.toContain('one ring +23');
    expect(await classes(ring(23_212_345_678, 'SL', 2_000).slice(0, 5))).not.toContain('one ring +23');
  });

  it('have calls apart that ring once, where a fifth of a class do, each from another number', async () => {
    const ring = (count: number, fields: Partial<CdrRow> = {}) =>
      spread(count, { answer_time: null, sip_code: 487, ...fields }).map((row) => ({
        ...row,
        end_time: row.start_time + 2_000,
      }));
    const classes = async (rows: readonly CdrRow[]) => {
      const counts = Map.groupBy(await stitched(rows), classOf);
      return Object.fromEntries([...counts].map(([name, calls]) => [name, calls.length]));
    };
    expect(await classes([...ring(40), ...spread(100)])).toEqual({ 'one ring US': 40, unproven: 100 });
    // Too few, or too small a share, are hasty fingers.
    expect(await classes([...ring(29), ...spread(40)])).toEqual({ unproven: 69 });
    expect(await classes([...ring(40), ...spread(170)])).toEqual({ unproven: 210 });
    // A customer is judged as a whole, and so is a busy number.
    const own = { upstream: 'north', customer: 'shop' };
    expect(await classes([...ring(40, own), ...spread(100, own)])).toEqual({ unproven: 140 });
    const one = { calling_number: caller };
    expect(await classes([...ring(40), ...ring(10, one), ...spread(100, one)])).toEqual({
      'one ring US': 40,
      unproven: 110,
    });
  });
});

describe('a number at several origins', () => {
  /** Calls of one number that providers prove, so many each, spread over the hour. */
  const provenBy = (calls: Readonly<Record<string, number>>) =>
    Object.entries(calls).flatMap(([provider, count], nth) =>
      Array.from({ length: count }, (_, i) =>
        leg(`${provider} ${provider} -`, i * 20, caller, 13_035_560_000 + 1_000 * nth + i),
      ),
    );
  const severalOrigins = defineQuery()({
    name: 'calls of numbers at several origins',
    row: z.object({ calls: z.number() }),
    sql: 'SELECT sum(several_origins) AS calls FROM judge_sums',
  });
  const told = async (calls: Readonly<Record<string, number>>) => {
    await stitched(provenBy(calls));
    return (await target.query(severalOrigins, {}))[0]?.calls;
  };

  it('has a fair share of its calls at three providers', async () => {
    expect(await told({ a: 10, b: 10, c: 10 })).toBe(30);
    expect(await told({ a: 100, b: 20, c: 7 })).toBe(127);
    expect(await told({ a: 20, b: 10 })).toBe(0);
  });

  it('is not one of which some called parties forward calls, each at its own provider', async () => {
    expect(await told({ a: 100, b: 2, c: 2, d: 1 })).toBe(0);
    expect(await told({ a: 150, b: 4, c: 4, d: 3 })).toBe(0);
  });
});

describe('attestation that changes', () => {
  const changing = defineQuery()({
    name: 'calls that their signer attests otherwise than most',
    row: z.object({ calls: z.number() }),
    sql: 'SELECT sum(changing_attestation) AS calls FROM judge_sums',
  });
  interface Mark {
    readonly signer_ocn: string;
    readonly attestation: string;
  }
  /** The leg of a signed call of the busy number, as the carrier `told` reports it. */
  const signed = (
    call: number,
    { signer_ocn, attestation }: Mark,
    told = 'north north south',
    afterS = 0,
  ) => ({
    ...leg(told, call * 20 + afterS, caller, 13_035_560_000 + call),
    signer_ocn,
    // A signed call has one.
    origid: `00000000-0000-4000-8000-${String(call).padStart(12, '0')}`,
    attestation: z.enum(['A', 'B', 'C']).parse(attestation),
  });
  const toldOf = async (rows: readonly CdrRow[]) => {
    await stitched(rows);
    return (await target.query(changing, {}))[0]?.calls;
  };
  /** Calls of one busy number, of which each signer attests so many in each way. */
  const told = async (marksOf: Readonly<Record<string, Readonly<Record<string, number>>>>, by?: string) => {
    const marks = Object.entries(marksOf).flatMap(([signer_ocn, ways]) =>
      Object.entries(ways).flatMap(([attestation, calls]) =>
        Array.from({ length: calls }, () => ({ signer_ocn, attestation })),
      ),
    );
    return toldOf(marks.map(({ signer_ocn, attestation }, i) => signed(i, { signer_ocn, attestation }, by)));
  };

  it('is counted for each signer by itself', async () => {
    expect(await told({ one: { B: 40 }, other: { C: 30 } })).toBe(0);
    expect(await told({ one: { B: 40, C: 15 }, other: { C: 30, A: 5 } })).toBe(20);
  });

  it('is not counted where nothing tells the signer: there may be several', async () => {
    const claimed = 'south north -';
    expect(await told({ '': { B: 40, C: 30 } }, claimed)).toBe(0);
    expect(await told({ one: { B: 40, C: 5 }, '': { B: 10, C: 30 } }, claimed)).toBe(5);
  });

  it('is counted of the proven origin, which signs for its own customer, where no leg names a signer', async () => {
    expect(await told({ '': { B: 40, C: 30 } })).toBe(30);
  });

  it('is told by the letter that the signer gave, not by another provider that signs the call again', async () => {
    const own = { signer_ocn: 'one', attestation: 'C' };
    const again = { signer_ocn: 'other', attestation: 'A' };
    const rows = Array.from({ length: 70 }, (_, call) =>
      call < 40 ? [signed(call, own), signed(call, again, 'south north -', 1)] : [signed(call, own)],
    );
    expect(await toldOf(rows.flat())).toBe(0);
  });

  it('is not counted of numbers that are not busy', async () => {
    expect(await told({ one: { A: 4, C: 3 } })).toBe(0);
  });
});
