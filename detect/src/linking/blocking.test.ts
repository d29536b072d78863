import { seeded } from '@ringtrace/platform/seeded';
import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { thresholds } from '../thresholds.ts';
import { BlockingIndex } from './blocking.ts';
import type { Member } from './cluster.ts';
import { claimed, heardFor, ofArea, ofOrigid, proven, segment } from './linkage.fixture.ts';
import { match, matchKinds } from './match.ts';
import { matchWeights } from './match-weights.ts';

function comparable(kinds: readonly (typeof matchKinds)[number][], items: readonly Member[], item: Member) {
  const index = new BlockingIndex<Member>(kinds);
  for (const other of items) index.add(other);
  return [...index.comparableWith(item).keys()];
}

describe('blocking', () => {
  const byNumbers = matchKinds.slice(0, 2);
  const byOrigin = matchKinds.slice(0, 3);
  const shown = (callers: readonly number[], exchanges: readonly number[]) => ({
    behavior: heardFor(20, { callers, exchanges }),
  });

  it('lets through what shares a number, or one of few exchanges', () => {
    const [same, other] = [claimed('a', shown([1, 2], [1])), claimed('a', shown([3], [1]))];
    expect(comparable(byNumbers, [same, other], claimed('b', shown([2], [2])))).toEqual([same]);
    const ten = (from: number) =>
      shown(
        Array.from({ length: 10 }, (_, i) => from + i),
        [1],
      );
    const pool = claimed('a', ten(100));
    expect(comparable(byNumbers, [same, pool], claimed('b', ten(200)))).toEqual([pool]);
  });

  it('keeps what it holds, whatever is removed twice or was never added', () => {
    const [kept, gone, never] = [claimed('a'), claimed('a'), claimed('a')];
    const index = new BlockingIndex<Member>(byOrigin);
    for (const item of [kept, gone]) index.add(item);
    index.removeAll([gone, never]);
    index.removeAll([gone, gone]);
    expect([...index.comparableWith(claimed('a')).keys()]).toEqual([kept]);
  });

  it('lets through what shares a provider or an origid, where origins are looked for', () => {
    const [customer, named] = [proven('a'), claimed('a')];
    const signed = claimed('b', ofOrigid('o'));
    const others = [customer, named, signed, segment({})];
    expect(comparable(byOrigin, others, claimed('a'))).toEqual([customer, named]);
    expect(comparable(byOrigin, others, claimed('c', ofOrigid('o')))).toEqual([signed]);
    expect(comparable(byNumbers, others, claimed('a'))).toEqual([]);
    expect(comparable(byOrigin, others, segment({}))).toEqual([]);
  });

  it('compares two known customers of a provider only where they are the same one', () => {
    const [one, other] = [proven('a', { place_customer: 'x' }), proven('a', { place_customer: 'y' })];
    expect(comparable(byOrigin, [one, other], proven('a', { place_customer: 'x' }))).toEqual([one]);
    expect(
      comparable(byOrigin, [one, other], proven('a', { place_customer: 'x', ...ofArea(1_212) })),
    ).toEqual([one]);
  });

  it('compares weak items by their numbers and their customer alone', () => {
    const weak = { verdict: 'weak' } as const;
    const [customer, named] = [proven('a', weak), claimed('a', weak)];
    expect(comparable(byOrigin, [customer, named], proven('a'))).toEqual([customer]);
    expect(comparable(byOrigin, [customer, named], claimed('a'))).toEqual([]);
    expect(comparable(byOrigin, [proven('a'), claimed('a')], named)).toEqual([]);
  });

  it('lets through what is near in time, where behavior is looked for, and nothing beyond 24 hours', () => {
    const at = (first_ms: number, calls = 150) =>
      segment({ first_ms, last_ms: first_ms + hourMs, behavior: heardFor(20, { calls }) });
    const [near, far] = [at(2 * hourMs), at(9 * hourMs)];
    expect(comparable(matchKinds, [near, far], at(0))).toEqual([near]);
    // Three calls an hour: a pause of eight hours is none.
    expect(comparable(matchKinds, [near, far], at(0, 0.3))).toEqual([near, far]);
    expect(comparable(matchKinds, [at(26 * hourMs)], at(0, 0))).toEqual([]);
    const customer = claimed('p', { first_ms: 24 * hourMs, last_ms: 25 * hourMs });
    const tooLate = claimed('p', { first_ms: 25 * hourMs + 1, last_ms: 26 * hourMs });
    const first = claimed('p', { last_ms: hourMs });
    expect(comparable(matchKinds, [customer, tooLate], first)).toEqual([customer]);
  });

  it('says which pairs share no number', () => {
    const index = new BlockingIndex<Member>(matchKinds);
    const [same, other] = [claimed('a', shown([1, 2], [1])), claimed('a', shown([3], [1]))];
    for (const item of [same, other]) index.add(item);
    expect([...index.comparableWith(claimed('a', shown([2], [2])))]).toEqual([
      [same, true],
      [other, false],
    ]);
  });

  it('leaves out no pair by its gap that weights alone could join', () => {
    const { prior, levels } = matchWeights;
    const farthest = levels.time.at(-1) ?? 0;
    const { shared, origin, time: _, ...others } = levels;
    const least = farthest + Math.min(...shared) + Math.min(...origin);
    const most = Object.values(others).reduce((sum, own) => sum + Math.max(...own), prior + least);
    expect(most).toBeLessThan(thresholds.evidenceBits);
  });

  it('forgets what was removed', () => {
    const index = new BlockingIndex<Member>(matchKinds);
    const item = segment({});
    index.add(item);
    index.removeAll([item]);
    expect([...index.comparableWith(segment({}))]).toEqual([]);
  });

  it.each([1, 2, 3])('never leaves out a pair that matches (seed %i)', (seed) => {
    const { pick, below, chance } = seeded(seed);
    const drawn = (): Member => {
      const callers = [...new Set(Array.from({ length: 12 }, () => below(20)))].sort((a, b) => a - b);
      const first_ms = below(60) * hourMs + pick([0, 3, 20, 30]) * minuteMs;
      const calls = pick([0, 2, 30, 150]);
      return pick([proven, claimed])(pick(['a', 'b', 'c']), {
        behavior: heardFor(pick([20, 50]), {
          calls,
          callers: chance(0.5) ? callers : [1_000 + below(1_000)],
          exchanges: chance(0.5) ? [below(3)] : callers,
        }),
        ...(chance(0.3) ? { place: 'claimed', place_provider: 'p', ...ofOrigid(pick(['x', 'y'])) } : {}),
        ...(chance(0.3) ? { place_customer: pick(['x', 'y']) } : {}),
        verdict: pick(['suspicious', 'possible', 'weak']),
        first_ms,
        last_ms: first_ms + pick([0, 0.2, 1, 5]) * hourMs,
      });
    };
    const items = Array.from({ length: 120 }, drawn);
    let pairs = 0;
    for (const kinds of [byNumbers, byOrigin, matchKinds]) {
      const index = new BlockingIndex<Member>(kinds);
      for (const item of items) index.add(item);
      for (const item of items) {
        const found = index.comparableWith(item);
        const matching = items.filter((other) => {
          const kind = other === item ? undefined : match(item, other);
          return kind !== undefined && kinds.includes(kind);
        });
        pairs += matching.length;
        expect(matching.filter((other) => !found.has(other))).toEqual([]);
        for (const [other, mayShare] of found) expect(match(item, other, mayShare)).toBe(match(item, other));
      }
    }
    expect(pairs).toBeGreaterThan(500);
  });
});
