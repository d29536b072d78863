import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  AddressError,
  baseSearch,
  checkedSearch,
  listSearch,
  parseSearch,
  patched,
  unknownNames,
  writeSearch,
} from './search.ts';

const page = z.object({ ...baseSearch, ...listSearch, carrier: z.string().optional() });

describe('the search part of an address', () => {
  it('is read and written as plain text, whatever it holds', () => {
    const search = { called: '13125550188', numbers: 'true', title: 'a&b=c d+é', sort: '-calls' };
    const text = writeSearch(search);
    expect(text).toBe('?called=13125550188&numbers=true&title=a%26b%3Dc+d%2B%C3%A9&sort=-calls');
    expect(parseSearch(text)).toEqual(search);
  });

  it('says nothing of what has no value', () => {
    expect(writeSearch({ a: undefined, b: '', c: null, d: 0 })).toBe('?d=0');
    expect(writeSearch({})).toBe('');
  });

  it('is filled with what is usual', () => {
    expect(checkedSearch(page, {})).toMatchObject({ tz: 'utc', live: 'on', offset: 0 });
    expect(checkedSearch(page, { offset: '200', tz: 'local' })).toMatchObject({ tz: 'local', offset: 200 });
  });

  it('is refused with the name of each value that can not be used', () => {
    const wrong = () => checkedSearch(page, { offset: 'abc', tz: 'mars', carrier: 'northstar' });
    expect(wrong).toThrow(AddressError);
    expect(wrong).toThrow(/tz=mars .*offset=abc \(it must be a whole number\)/);
    try {
      wrong();
    } catch (error) {
      expect(error).toMatchObject({ names: ['tz', 'offset'] });
    }
  });

  it.each([
    ['from', 'yesterday'],
    ['numbers', 'false'],
    ['offset', '-1'],
    ['live', 'off'],
  ])('is refused with %s=%s', (name, value) => {
    expect(() => checkedSearch(page, { [name]: value })).toThrow(`${name}=${value}`);
  });

  it('tells which names a page does not know; a second table has names with a point', () => {
    expect(unknownNames({ carier: 'x', tz: 'utc', 'legs.sort': 'at' }, Object.keys(page.shape))).toEqual([
      'carier',
    ]);
  });
});

describe('a change of an address', () => {
  const now = { carrier: 'northstar', offset: '200', tz: 'local', cols: 'a,b' };

  it('begins at the first page where other rows are asked for', () => {
    expect(patched(now, { carrier: 'lakes' })).toEqual({ carrier: 'lakes', tz: 'local', cols: 'a,b' });
    expect(patched(now, { sort: '-calls' })).not.toHaveProperty('offset');
  });

  it('stays on its page where the same rows are shown otherwise', () => {
    expect(patched(now, { tz: 'utc' })).toEqual({ ...now, tz: 'utc' });
    expect(patched(now, { cols: undefined })).toEqual({ carrier: 'northstar', offset: '200', tz: 'local' });
    expect(patched(now, { 'legs.sort': 'at' })).toMatchObject({ offset: '200' });
  });

  it('takes away what is undefined or empty, and keeps a page that it names', () => {
    expect(patched(now, { carrier: '', offset: 100 })).toEqual({ offset: '100', tz: 'local', cols: 'a,b' });
  });
});
