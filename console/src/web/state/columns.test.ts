import { describe, expect, it } from 'vitest';
import { compared, nextSort, orderOf, shownColumns, withColumn } from './columns.ts';

const columns = [{ id: 'id' }, { id: 'calls' }, { id: 'note', hidden: true }, { id: 'at' }];

describe('the columns of a table', () => {
  it('are the usual ones, or those that the address names, in the order of the table', () => {
    expect(shownColumns(columns, undefined)).toEqual(['id', 'calls', 'at']);
    expect(shownColumns(columns, 'at,note,gone')).toEqual(['note', 'at']);
    expect(shownColumns(columns, 'gone')).toEqual(['id', 'calls', 'at']);
  });

  it('are shown and hidden one by one; the usual ones need no word in the address', () => {
    expect(withColumn(columns, undefined, 'note', true)).toBe('id,calls,note,at');
    expect(withColumn(columns, 'id,calls,note,at', 'note', false)).toBeUndefined();
    expect(withColumn(columns, 'at', 'at', false)).toBe('at');
  });
});

describe('the order of a table', () => {
  it('is read from the address', () => {
    expect(orderOf('-calls')).toEqual({ id: 'calls', descending: true });
    expect(orderOf('calls')).toEqual({ id: 'calls', descending: false });
    expect(orderOf('')).toBeUndefined();
  });

  it('goes from the largest first to the smallest first, and back to the usual order', () => {
    expect(nextSort(undefined, 'calls')).toBe('-calls');
    expect(nextSort('-calls', 'calls')).toBe('calls');
    expect(nextSort('calls', 'calls')).toBeUndefined();
    expect(nextSort('-calls', 'at')).toBe('-at');
  });

  it('is by size for numbers, by the alphabet for texts, numbers first', () => {
    expect(['b', 10, 9, 'a'].toSorted(compared)).toEqual([9, 10, 'a', 'b']);
  });
});
