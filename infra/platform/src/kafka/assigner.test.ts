import { describe, expect, it } from 'vitest';
import { assignBySubscription, type Held } from './assigner.ts';

const four = () => [0, 1, 2, 3];
type Lists = Readonly<Record<string, readonly string[]>>;
const members = (lists: Lists, held: Readonly<Record<string, Held>> = {}) =>
  new Map(Object.entries(lists).map(([name, topics]) => [name, { topics, held: held[name] ?? {} }]));

describe('assignment by subscription', () => {
  it('gives each partition to exactly one member, evenly', () => {
    const subscriptions = members({
      m1: ['cdr.a', 'cdr.b'],
      m2: ['cdr.a', 'cdr.b'],
      m3: ['cdr.a', 'cdr.b'],
    });
    const assigned = assignBySubscription(subscriptions, four);
    const all = [...assigned.values()].flatMap((topics) =>
      Object.entries(topics).flatMap(([topic, partitions]) => partitions.map((p) => `${topic}/${p}`)),
    );
    expect(all.sort()).toEqual(['cdr.a', 'cdr.b'].flatMap((topic) => four().map((p) => `${topic}/${p}`)));
    expect([...assigned.values()].map((topics) => Object.values(topics).flat().length).sort()).toEqual([
      2, 3, 3,
    ]);
  });

  it('gives a topic only to members that know it', () => {
    const subscriptions = members({ m1: ['cdr.a'], m2: ['cdr.a', 'cdr.new'] });
    const assigned = assignBySubscription(subscriptions, four);
    expect(assigned.get('m2')?.['cdr.new']).toEqual([0, 1, 2, 3]);
    expect(assigned.get('m1')).not.toHaveProperty('cdr.new');
  });

  it('leaves out a deleted topic, and gives a member without partitions an empty assignment', () => {
    expect(assignBySubscription(members({ m1: ['cdr.gone'] }), () => [])).toEqual(new Map([['m1', {}]]));
  });

  it('moves no more than it must where a member joins', () => {
    const lists = { m0: ['cdr.a'], m1: ['cdr.a'] };
    const assigned = assignBySubscription(members(lists, { m1: { 'cdr.a': [0, 1, 2, 3] } }), four);
    // The newcomer sorts first, and still gets only what m1 has above its share.
    expect(assigned.get('m1')).toEqual({ 'cdr.a': [0, 1] });
    expect(assigned.get('m0')).toEqual({ 'cdr.a': [2, 3] });
  });

  it('is even for any number of partitions and members, whoever has had what', () => {
    for (let partitions = 1; partitions <= 12; partitions += 1)
      for (let before = 1; before <= 5; before += 1)
        for (let now = 1; now <= 5; now += 1) {
          const all = Array.from({ length: partitions }, (_, i) => i);
          const names = (count: number) => Array.from({ length: count }, (_, i) => `m${9 - i}`);
          const lists = (count: number) => Object.fromEntries(names(count).map((name) => [name, ['t']]));
          const first = assignBySubscription(members(lists(before)), () => all);
          const next = assignBySubscription(members(lists(now), Object.fromEntries(first)), () => all);
          const loads = [...next.values()].map(({ t = [] }) => t.length);
          expect([partitions, before, now, Math.max(...loads) - Math.min(...loads) <= 1]).toEqual([
            partitions,
            before,
            now,
            true,
          ]);
          expect([...next.values()].flatMap(({ t = [] }) => t).sort((a, b) => a - b)).toEqual(all);
        }
  });

  it('leaves the only partition with the member that has it', () => {
    const assigned = assignBySubscription(
      members({ m0: ['t'], m1: ['t'], m2: ['t'] }, { m1: { t: [0] } }),
      () => [0],
    );
    expect(assigned.get('m1')).toEqual({ t: [0] });
  });

  it('gives a partition once where two members claim it, and not to one that no longer reads its topic', () => {
    const both = assignBySubscription(
      members({ m1: ['t'], m2: ['t'] }, { m1: { t: [0, 1] }, m2: { t: [0, 1] } }),
      () => [0, 1],
    );
    expect([...both.values()].flatMap(({ t = [] }) => t).sort()).toEqual([0, 1]);
    const gone = assignBySubscription(members({ m1: ['other'], m2: ['t'] }, { m1: { t: [0] } }), (topic) =>
      topic === 't' ? [0] : [],
    );
    expect(gone.get('m2')).toEqual({ t: [0] });
  });
});
