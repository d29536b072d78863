import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { describe, expect, it } from 'vitest';
import { lostLegs, type SegmentWithLegs, writeLegs } from './legs.ts';

const segment = (segment_id: string, more: Partial<SegmentWithLegs> = {}): SegmentWithLegs => ({
  segment_id,
  hour: 3_600,
  build: 5,
  calls: 40,
  calls_build: 4,
  ...more,
});
const [one, other] = [segment('one'), segment('other', { hour: 7_200 })];
const calls = (...counts: readonly (readonly [string, number])[]) =>
  counts.map(([segment_id, n]) => ({ segment_id, calls: n }));
const counted = 'calls whose legs were written';

/** A store in which each count of written calls finds the next of these, and stitching finds no minute that is due. */
function storeWith(...found: readonly (readonly unknown[])[]) {
  const left = [...found];
  const answers: Answers = { [counted]: () => left.shift() ?? [], 'minutes and what they have seen': [] };
  return answeringStore(answers);
}
const insertsOf = (written: readonly { to: string; what: unknown }[]) =>
  written.filter(({ to }) => to === 'legs of segments of campaigns').map(({ what }) => what);

describe('legs of segments', () => {
  it('are written under one build, for the hours of all of them', async () => {
    const { store, written } = storeWith(calls(['one', 40], ['other', 40]));
    const legs = await writeLegs(store, [one, other]);
    const builds = new Set([...legs.values()].map(({ build }) => build));
    expect(builds.size).toBe(1);
    expect([...legs]).toMatchObject([
      ['one', { calls: 40 }],
      ['other', { calls: 40 }],
    ]);
    expect(insertsOf(written)).toMatchObject([{ first: 3_600, end: 10_800, wanted: [one, other] }]);
  });

  it('are written again where the calls of an hour were forgotten: that hour is stitched first', async () => {
    const { store, written } = storeWith(calls(['one', 40], ['other', 3]), calls(['other', 40]));
    const legs = await writeLegs(store, [one, other]);
    expect(insertsOf(written)).toMatchObject([
      { wanted: [one, other] },
      { first: 7_200, end: 10_800, wanted: [other] },
    ]);
    expect(written.filter(({ to }) => to === 'build_plans')).toMatchObject([
      { what: [{ rollup: 'judge', bucket: 7_200 }] },
    ]);
    expect(legs.get('other')?.calls).toBe(40);
    expect(legs.get('other')?.build).not.toBe(legs.get('one')?.build);
  });

  it('count as found only as far as they are there', async () => {
    const { store } = storeWith(calls(['one', 12]), calls(['one', 12]));
    expect((await writeLegs(store, [one])).get('one')?.calls).toBe(12);
    expect(await writeLegs(storeWith().store, [one])).toEqual(new Map());
  });

  it('cost nothing where there are no segments', async () => {
    const { store, asked, written } = storeWith();
    expect(await writeLegs(store, [])).toEqual(new Map());
    expect([asked, written]).toEqual([[], []]);
  });
});

describe('legs that are gone again', () => {
  const written = new Map([
    ['one', { build: 8, calls: 40 }],
    ['other', { build: 9, calls: 40 }],
  ]);

  it('are those of segments of which fewer calls are there than were written', async () => {
    const there = (build: number): unknown[] =>
      build === 8 ? calls(['one', 40]) : calls(['other', 39], ['one', 40]);
    const { store } = answeringStore({ [counted]: ({ build }) => there(Number(build)) });
    expect(await lostLegs(store, [one, other], written)).toEqual([other]);
  });

  it('are none of segments whose legs were not written', async () => {
    const { store } = answeringStore({ [counted]: () => calls(['one', 40], ['other', 40]) });
    expect(await lostLegs(store, [one, other, segment('third')], written)).toEqual([]);
  });
});
