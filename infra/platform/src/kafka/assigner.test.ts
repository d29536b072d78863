import { describe, expect, it } from 'vitest';
import { assignBySubscription } from './assigner.ts';

const four = () => [0, 1, 2, 3];

describe('assignment by subscription', () => {
  it('gives each partition to exactly one member, evenly', () => {
    const subscriptions = new Map([
      ['m1', ['cdr.a', 'cdr.b']],
      ['m2', ['cdr.a', 'cdr.b']],
      ['m3', ['cdr.a', 'cdr.b']],
    ]);
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
    const subscriptions = new Map([
      ['m1', ['cdr.a']],
      ['m2', ['cdr.a', 'cdr.new']],
    ]);
    const assigned = assignBySubscription(subscriptions, four);
    expect(assigned.get('m2')?.['cdr.new']).toEqual([0, 1, 2, 3]);
    expect(assigned.get('m1')).not.toHaveProperty('cdr.new');
  });

  it('leaves out a deleted topic, and gives a member without partitions an empty assignment', () => {
    expect(assignBySubscription(new Map([['m1', ['cdr.gone']]]), () => [])).toEqual(new Map([['m1', {}]]));
  });
});
