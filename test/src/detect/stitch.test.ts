import { segmentCounts } from '@ringtrace/detect/features/counts';
import { originCases } from '@ringtrace/detect/trace/origin-cases';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { describe, expect, it } from 'vitest';
import { caller, leg, useStitching } from './stitching.ts';

const { store, stitched } = useStitching();
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
      const [segment] = await store().query(segmentCounts, { build: 1, baselines: [] });
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
      const segments = await store().query(segmentCounts, { build: 1, baselines: [] });
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
