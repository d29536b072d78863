import { describe, expect, it } from 'vitest';
import { claimed, components, heardFor, idsOf, proven, suspicious } from './components.fixture.ts';
import { Components } from './components.ts';
import type { Judge, Member } from './group.ts';

/** mulberry32: the same numbers from 0 to 1 for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('components as segments come and go', () => {
  const pick = <T>(random: () => number, of: readonly T[]): T => {
    const picked = of[Math.floor(random() * of.length)];
    if (picked === undefined) throw new Error('nothing to pick');
    return picked;
  };

  /** Pools, small numbers, numbers of their own and weak ones, of few places and callers, within four days. */
  function drawn(random: () => number): Member {
    const place = pick(random, [proven, claimed]);
    const calls = pick(random, [10, 20, 60, 300]);
    const first_ms = 3_600_000 * Math.floor(96 * random());
    const caller = 1 + Math.floor(12 * random());
    const of = pick(random, [
      { calling_number: 0 },
      { calling_number: caller, caller_class: pick(random, ['number', 'unproven']) },
    ]);
    return place(pick(random, ['a', 'b', 'c']), {
      ...of,
      verdict: pick(random, ['suspicious', 'possible', 'weak']),
      calls,
      ...pick(random, [
        { by_transit: false, unplaced: false },
        { by_transit: false, unplaced: random() < 0.3 },
        { by_transit: true, unplaced: true },
      ]),
      behavior: heardFor(pick(random, [20, 50]), { calls, callers: [caller], blocks: [caller % 3] }),
      first_ms,
      last_ms: first_ms + 3_600_000 * random(),
    });
  }

  /** Few calls tell nothing; many of several places are possible only. */
  const judge: Judge<Member> = (group) => {
    const calls = group.reduce((sum, s) => sum + s.calls, 0);
    if (calls < 30) return 'weak';
    return calls > 250 || group.every((s) => s.origin_key === group[0]?.origin_key)
      ? 'suspicious'
      : 'possible';
  };

  it.each([1, 2, 3, 4, 5])('are those of the segments there are, whatever came before (seed %i)', (seed) => {
    const random = randomFrom(seed);
    const kept = new Components(judge);
    let present: Member[] = [];
    for (let round = 0; round < 25; round += 1) {
      const gone = present.filter(() => random() < 0.15);
      const come = Array.from({ length: Math.floor(20 * random()) }, () => drawn(random));
      present = [...present.filter((s) => !gone.includes(s)), ...come];
      expect(idsOf(kept.update({ gone, come }))).toEqual(components(present, judge));
    }
    expect(components(present, judge).length).toBeGreaterThan(3);
  });

  it('stay the same arrays where nothing touches them', () => {
    const kept = new Components(suspicious);
    const [a, b] = [proven('a', { calls: 250 }), proven('b', { calls: 250, behavior: heardFor(50) })];
    const [first] = kept.update({ gone: [], come: [a] });
    expect(first).toEqual([a]);
    const both = kept.update({ gone: [], come: [b] });
    expect(both).toContain(first);
    expect(both.length).toBe(2);
    expect(kept.update({ gone: [b], come: [] })).toEqual([first]);
  });
});
