import { expect, it } from 'vitest';
import { type Key, KeyIndex } from './key-index.ts';

const [one, other, third] = [{ n: 1 }, { n: 2 }, { n: 3 }];
type Item = { readonly n: number };

function found(index: KeyIndex<Item>, key: Key): number[] {
  const items: number[] = [];
  index.find(key, ({ n }) => items.push(n));
  return items;
}

it('finds the items of a key, and no others', () => {
  const index = new KeyIndex<Item>();
  index.add('a', one);
  index.add('a', other);
  index.add('b', other);
  expect(['a', 'b', 'c'].map((key) => found(index, key))).toEqual([[1, 2], [2], []]);
});

it('tells of the items before it while it adds one', () => {
  const index = new KeyIndex<Item>();
  const before: number[] = [];
  for (const item of [one, other, third]) index.addFinding(7, item, ({ n }) => before.push(n));
  expect(before).toEqual([1, 1, 2]);
  expect(found(index, 7)).toEqual([1, 2, 3]);
});

it('holds an item once, however often it is added', () => {
  const index = new KeyIndex<Item>();
  for (const item of [one, one, other, one]) index.add('a', item);
  expect(found(index, 'a')).toEqual([1, 2]);
});

it('removes an item from its key, and no other item', () => {
  const index = new KeyIndex<Item>();
  for (const item of [one, other]) index.add('a', item);
  index.remove('a', third);
  index.remove('a', one);
  expect(found(index, 'a')).toEqual([2]);
  index.remove('a', one);
  index.remove('a', other);
  expect(found(index, 'a')).toEqual([]);
  index.add('a', third);
  index.clear();
  expect(found(index, 'a')).toEqual([]);
});

it('keeps any two integers below 2^32 apart, and numbers from texts', () => {
  const index = new KeyIndex<Item>();
  const keys = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, '0', '1'];
  for (const [n, key] of keys.entries()) index.add(key, { n });
  expect(keys.map((key) => found(index, key))).toEqual(keys.map((_, n) => [n]));
});
