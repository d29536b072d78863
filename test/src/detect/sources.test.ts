import { originKeyName } from '@ringtrace/detect/features/segment-key';
import { hourMs } from '@ringtrace/schemas/durations';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { describe, expect, it } from 'vitest';
import { caller, leg, type MarkedCall, useStitching } from './stitching.ts';

const { stitched } = useStitching();
const classOf = ({ caller_class, called_back_at }: MarkedCall) =>
  called_back_at === '' ? caller_class : `${caller_class} ${called_back_at}`;

describe('sources', () => {
  const [shop, mill] = ['0f2e5fbd-8734-450f-a28e-790b0e7d5f01', '2a696522-cdc4-4983-aaa6-9e6cf8302d48'];
  let exchanges = 0;
  /**
   * Calls for which the provider 'far' is named. Each comes from another exchange and goes to another number of an
   * area.
   */
  const fromFar = (count: number, area: number, fields: Partial<CdrRow> = {}) =>
    Array.from({ length: count }, (_, i) => ({
      ...leg('north far -', i, 12_022_000_000 + 10_000 * exchanges++, area * 10_000_000 + 5_550_000 + i),
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
      start_time: row.start_time - hourMs,
      answer_time: row.answer_time === null ? null : row.answer_time - hourMs,
      end_time: row.end_time - hourMs,
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
