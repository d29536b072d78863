import { hourMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { clusterOf, inOrder, type Member, singleCluster } from './cluster.ts';
import { Clustering } from './clustering.ts';
import { combine, joinPairs } from './join.ts';
import { claimed, heardFor, segment } from './linkage.fixture.ts';
import { type MatchKind, matchKinds } from './match.ts';
import { type MatchedPair, surestFirst, weightOf } from './weight.ts';

const pair = (i: number, j: number, more: Partial<MatchedPair> = {}): MatchedPair => ({
  i,
  j,
  rank: 2,
  sameCallerClass: false,
  alike: false,
  gap: 0,
  calls: 10,
  ...more,
});
const many = (second: number) =>
  heardFor(second, { answered: 140, seconds: heardFor(second).seconds.map((n) => 3 * n) });
const idsOf = (clusters: readonly { readonly members: readonly Member[] }[]) =>
  clusters.map(({ members }) => members.map((m) => m.segment_id).sort()).sort();

describe('evidence weight', () => {
  it('orders pairs by kind, then one caller class, size, likeness and nearness', () => {
    const sorted = [
      pair(0, 1, { rank: 0 }),
      pair(0, 2, { rank: 1, sameCallerClass: true }),
      pair(0, 3, { rank: 1, calls: 500 }),
      pair(0, 4, { calls: 500 }),
      pair(0, 5, { calls: 20, alike: true, gap: 9 }),
      pair(0, 6, { calls: 20, gap: 0 }),
      pair(0, 7, { calls: 20, gap: -50 }),
      pair(0, 8, { calls: 20, gap: 5 }),
      pair(0, 9),
      pair(1, 2),
    ];
    expect(sorted.toReversed().sort(surestFirst)).toEqual(sorted);
  });

  it('is none of a kind that is not looked for', () => {
    const [a, b] = [claimed('p'), claimed('p', { first_ms: 7e6, last_ms: 8e6 })];
    const kinds = (least: MatchKind) => matchKinds.slice(0, matchKinds.indexOf(least) + 1);
    expect(weightOf(a, b, kinds('origin'))).toMatchObject({
      rank: 2,
      sameCallerClass: true,
      alike: false,
      gap: 3_400_000,
    });
    expect(weightOf(a, b, kinds('some numbers'))).toBeUndefined();
  });
});

describe('joining pairs', () => {
  const join = (segments: readonly Member[], pairs: readonly MatchedPair[]) =>
    idsOf(joinPairs(segments.map(singleCluster), pairs, combine).map(({ cluster }) => cluster));

  it('goes by the order of the pairs: between two that differ, a third goes to the surer one', () => {
    const [a, b] = [segment({ behavior: many(20) }), segment({ behavior: many(50) })];
    const between = segment({ behavior: heardFor(20, { answered: 140, seconds: [] }) });
    const ids = (...some: Member[]) => some.map((s) => s.segment_id).sort();
    expect(join([a, between, b], [pair(0, 1), pair(1, 2)])).toEqual([ids(a, between), ids(b)]);
    expect(join([a, between, b], [pair(1, 2), pair(0, 1)])).toEqual([ids(a), ids(between, b)]);
  });

  it('never joins two that plainly differ, but where they have the same numbers', () => {
    const two = [segment({ behavior: many(20) }), segment({ behavior: many(50) })];
    expect(join(two, [pair(0, 1, { rank: 1 })])).toHaveLength(2);
    expect(join(two, [pair(0, 1, { rank: 0 })])).toHaveLength(1);
  });

  it('takes in no more calls from behind a transit than it has elsewhere', () => {
    const of = (calls: number, behindTransit: boolean) => segment({ calls, behindTransit });
    expect(join([of(300, false), of(300, true)], [pair(0, 1)])).toHaveLength(1);
    expect(join([of(300, false), of(301, true)], [pair(0, 1)])).toHaveLength(2);
    expect(join([of(300, true), of(301, true)], [pair(0, 1)])).toHaveLength(1);
  });

  it('keeps apart what may not be combined', () => {
    const two = [segment({}), segment({})].map(singleCluster);
    expect(joinPairs(two, [pair(0, 1)], () => undefined)).toHaveLength(2);
  });

  it('adds up what two clusters are', () => {
    const [a, b] = [
      segment({ calls: 100, behindTransit: true }),
      segment({ calls: 50, verdict: 'weak', first_ms: 9 }),
    ];
    const whole = combine(singleCluster(a), singleCluster(b));
    expect(whole).toMatchObject({
      calls: 150,
      callsElsewhere: 50,
      segment_id: a.segment_id,
      hasStrong: true,
    });
    expect(whole).toMatchObject({ behindTransit: false, first_ms: 0, last_ms: hourMs });
    expect(whole.behavior).toMatchObject({ calls: 300, answered: 100, short: 20 });
    expect(whole.behavior.areas).toEqual(new Map([[1_212, 300]]));
    expect(clusterOf([b], b.behavior).hasStrong).toBe(false);
  });
});

describe('clustering by behavior', () => {
  const at = (provider: string, hours: number, more: Partial<Member> = {}) =>
    // Not at full hours, where segments are cut.
    claimed(provider, {
      first_ms: Math.round((hours + 0.3) * hourMs),
      last_ms: Math.round((hours + 1.3) * hourMs),
      ...more,
    });
  const clusters = (segments: readonly Member[]) =>
    idsOf(new Clustering<Member>(matchKinds).update({ gone: [], come: segments.map(singleCluster) }).come);

  it('reaches from one upstream to the next, and no further', () => {
    const chain = [at('p', 0), at('q', 1.1), at('r', 2.2), at('s', 4)];
    expect(
      clusters(chain)
        .map((ids) => ids.length)
        .sort(),
    ).toEqual([1, 3]);
  });

  it('leaves apart what only a segment in the middle would connect', () => {
    const ends = [at('p', 0, { behavior: many(20) }), at('r', 2.04, { behavior: many(50) })];
    const middle = at('q', 1.02, {
      calls: 20,
      behavior: heardFor(20, { answered: 140, seconds: [] }),
    });
    expect(clusters(ends)).toHaveLength(2);
    expect(
      clusters([...ends, middle])
        .map((ids) => ids.length)
        .sort(),
    ).toEqual([1, 2]);
  });

  it('leaves a cluster as it is where what comes matches but does not join', () => {
    const clustering = new Clustering<Member>(matchKinds);
    const p = at('p', 0, { behavior: many(20) });
    const q = at('q', 1.02, { calls: 20, behavior: heardFor(20, { answered: 140, seconds: [] }) });
    const r = singleCluster(at('r', 2.04, { behavior: many(50) }));
    const first = clustering.update({ gone: [], come: [p, q].map(singleCluster) });
    expect(first.come.map(({ members }) => members.length)).toEqual([2]);
    const second = clustering.update({ gone: [], come: [r] });
    expect(second.gone).toEqual([]);
    expect(idsOf(second.come)).toEqual([[r.segment_id]]);
    expect(clustering.update({ gone: [r], come: [] })).toEqual({ gone: second.come, come: [] });
  });

  it('takes a cluster apart when what held it together goes', () => {
    const clustering = new Clustering<Member>(matchKinds);
    const [p, q, r] = [at('p', 0), at('q', 1.1), at('r', 2.2)].map(singleCluster).sort(inOrder);
    if (p === undefined || q === undefined || r === undefined) throw new Error('three were made');
    const { come } = clustering.update({ gone: [], come: [p, q, r] });
    expect(come.map(({ members }) => members.length)).toEqual([3]);
    const change = clustering.update({ gone: [q], come: [] });
    expect(change.gone).toEqual(come);
    expect(change.come.map(({ members }) => members.length)).toEqual([1, 1]);
  });
});
