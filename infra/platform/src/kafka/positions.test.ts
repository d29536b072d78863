import { describe, expect, it } from 'vitest';
import { Positions } from './positions.ts';

const at = (offset: number) => {
  const positions = new Positions();
  positions.set('cdr.a', 0, offset);
  return positions;
};

describe('positions of a generation', () => {
  it('take the expected offset, and messages that come again', () => {
    expect(at(50).decide('cdr.a', 0, 50)).toBe('take');
    expect(at(50).decide('cdr.a', 0, 40)).toBe('take');
  });

  it('seek back once where a fetch would skip messages, then accept the gap', () => {
    const positions = at(50);
    expect(positions.decide('cdr.a', 0, 100)).toEqual({ seek: 50 });
    expect(positions.decide('cdr.a', 0, 100)).toBe('gap');
  });

  it('refuse a partition that is not assigned in this generation', () => {
    expect(at(50).decide('cdr.a', 1, 7)).toEqual({ seek: 7 });
  });

  it('move past offsets without messages, but never past unread messages', () => {
    const positions = at(50);
    expect(positions.pass('cdr.a', 0, 51, 51)).toBeUndefined();
    expect(positions.pass('cdr.a', 0, 50, 51)).toEqual({ topic: 'cdr.a', partition: 0, offset: 52 });
    expect(positions.next('cdr.a', 0)).toBe(52);
  });
});
