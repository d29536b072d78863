import { expect, it } from 'vitest';
import { Groups } from './groups.ts';

/** Texts by their first letter. A group becomes one cluster, and stays the same one while its texts are the same. */
function byLetter() {
  const known = new Map<string, { readonly of: string }>();
  const made: string[] = [];
  const groups = new Groups<string, { readonly of: string }>({
    keyOf: (text) => text.slice(0, 1),
    order: (a, b) => (a < b ? -1 : 1),
    clustersOf: (texts) => {
      if (texts.length === 0) return [];
      const of = texts.join(' ');
      made.push(of);
      const cluster = known.get(of) ?? { of };
      known.set(of, cluster);
      return [cluster];
    },
  });
  return { groups, made };
}

it('makes clusters anew of the groups that an item comes to or leaves, and of no others', () => {
  const { groups, made } = byLetter();
  expect(groups.update({ gone: [], come: ['b1', 'a2', 'a1'] })).toEqual({
    gone: [],
    come: [{ of: 'b1' }, { of: 'a1 a2' }],
  });
  expect(groups.update({ gone: ['a2'], come: ['a3'] })).toEqual({
    gone: [{ of: 'a1 a2' }],
    come: [{ of: 'a1 a3' }],
  });
  expect(groups.update({ gone: ['a1', 'a3'], come: [] })).toEqual({ gone: [{ of: 'a1 a3' }], come: [] });
  expect(made).toEqual(['b1', 'a1 a2', 'a1 a3']);
});

it('tells of no change where a group becomes the same cluster again', () => {
  const { groups } = byLetter();
  groups.update({ gone: [], come: ['a1', 'a2'] });
  expect(groups.update({ gone: ['a1'], come: ['a1'] })).toEqual({ gone: [], come: [] });
  expect(groups.update({ gone: ['a1'], come: [] })).toEqual({
    gone: [{ of: 'a1 a2' }],
    come: [{ of: 'a2' }],
  });
});
