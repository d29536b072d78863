import { type Seeded, seeded } from '@ringtrace/platform/seeded';
import { hourMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { originKeyName } from '../features/segment-key.ts';
import type { Judge, Member } from './cluster.ts';
import { campaignsOf, claimed, heardFor, idsOf, linkageOf, proven, suspicious } from './linkage.fixture.ts';

describe('campaigns as segments come and go', () => {
  /** Pools, small numbers, numbers of their own and weak ones, of few places and callers, within four days. */
  function drawn({ next, below, chance, pick }: Seeded): Member {
    const place = pick([proven, claimed]);
    const calls = pick([10, 20, 60, 300]);
    const first_ms = hourMs * below(96);
    const caller = 1 + below(12);
    const of = pick([
      { calling_number: 0 },
      { calling_number: caller, caller_class: pick(['number', 'unproven'] as const) },
    ]);
    return place(pick(['a', 'b', 'c']), {
      ...of,
      verdict: pick(['suspicious', 'possible', 'weak']),
      calls,
      ...pick([
        { mixed: false, behindTransit: false },
        { mixed: false, behindTransit: chance(0.3) },
        { mixed: true, behindTransit: true },
      ]),
      behavior: heardFor(pick([20, 50]), { calls, callers: [caller], exchanges: [caller % 3] }),
      first_ms,
      last_ms: first_ms + hourMs * next(),
    });
  }

  /** Few calls tell nothing; many of several places are possible only. */
  const judge: Judge<Member> = (group) => {
    const calls = group.reduce((sum, s) => sum + s.calls, 0);
    if (calls < 30) return 'weak';
    return calls > 250 || new Set(group.map(originKeyName)).size === 1 ? 'suspicious' : 'possible';
  };

  it.each([1, 2, 3, 4, 5])('are those of the segments there are, whatever came before (seed %i)', (seed) => {
    const random = seeded(seed);
    const kept = linkageOf(judge);
    let present: Member[] = [];
    for (let round = 0; round < 25; round += 1) {
      const gone = present.filter(() => random.chance(0.15));
      const come = Array.from({ length: random.below(20) }, () => drawn(random));
      present = [...present.filter((s) => !gone.includes(s)), ...come];
      expect(idsOf(kept.update({ gone, come }))).toEqual(campaignsOf(present, judge));
    }
    expect(campaignsOf(present, judge).length).toBeGreaterThan(3);
  });

  it('stay the same arrays where nothing touches them', () => {
    const kept = linkageOf(suspicious);
    const [a, b] = [proven('a', { calls: 250 }), proven('b', { calls: 250, behavior: heardFor(50) })];
    const [first] = kept.update({ gone: [], come: [a] });
    expect(first).toEqual([a]);
    const both = kept.update({ gone: [], come: [b] });
    expect(both).toContain(first);
    expect(both.length).toBe(2);
    expect(kept.update({ gone: [b], come: [] })).toEqual([first]);
  });
});
