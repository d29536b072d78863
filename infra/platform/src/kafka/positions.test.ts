import { describe, expect, it } from 'vitest';
import { Positions } from './positions.ts';

const at = (offset: number) => {
  const positions = new Positions();
  positions.set('cdr.a', 0, offset);
  return positions;
};

describe('positions of a generation', () => {
  it('take what follows, and what comes again', () => {
    expect(at(50).decide('cdr.a', 0, 50)).toBe('take');
    expect(at(50).decide('cdr.a', 0, 40)).toBe('take');
  });

  it('ask once for what a late fetch of the previous generation would skip, then believe the gap', () => {
    const positions = at(50);
    expect(positions.decide('cdr.a', 0, 100)).toEqual({ seek: 50 });
    expect(positions.decide('cdr.a', 0, 100)).toBe('gap');
  });

  it('refuse a partition this generation does not hold', () => {
    expect(at(50).decide('cdr.a', 1, 7)).toEqual({ seek: 7 });
  });

  it('pass offsets without messages, never over unread ones', () => {
    const positions = at(50);
    expect(positions.pass('cdr.a', 0, 51, 51)).toBeUndefined();
    expect(positions.pass('cdr.a', 0, 50, 51)).toEqual({ topic: 'cdr.a', partition: 0, offset: 52 });
    expect(positions.next('cdr.a', 0)).toBe(52);
  });
});
