import { describe, expect, it } from 'vitest';
import { isOfSame } from './use-answer.ts';

describe('rows of before', () => {
  const key = ['answer', '/console/calls', { id: 'a' }, false, { sort: 'x' }, {}];

  it('stay while the same list changes its filter or page', () => {
    expect(isOfSame(key, '/console/calls', { id: 'a' }, false)).toBe(true);
    expect(isOfSame(['answer', '/console/calls', {}, false], '/console/calls', undefined, false)).toBe(true);
  });

  it('never stand for another thing', () => {
    expect(isOfSame(key, '/console/calls', { id: 'b' }, false)).toBe(false);
    expect(isOfSame(key, '/console/cases', { id: 'a' }, false)).toBe(false);
    expect(isOfSame(undefined, '/console/calls', { id: 'a' }, false)).toBe(false);
  });

  it('never show numbers that are masked now', () => {
    expect(isOfSame(['answer', '/console/calls', {}, true], '/console/calls', {}, false)).toBe(false);
  });
});
