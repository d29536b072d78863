import { describe, expect, it } from 'vitest';
import { addressOf } from './ask.ts';
import { problemIn } from './problem.ts';

describe('a problem', () => {
  it('is what the server says', () => {
    const changes = [{ type: 'dismissed', actor: 'ben', at: '2026-03-03T18:55:36Z' }];
    expect(problemIn(409, { title: 'Changed', detail: 'look again', changes })).toEqual({
      status: 409,
      title: 'Changed',
      detail: 'look again',
      changes,
    });
  });

  it.each([undefined, null, 'x', [], { title: 7, changes: 'x' }])('is a general one for %j', (body) => {
    expect(problemIn(502, body)).toMatchObject({ title: 'The server answered 502', changes: [] });
  });
});

describe('the address of a route', () => {
  it('has its path and its query filled in', () => {
    expect(
      addressOf('/console/calls/{carrier}/{call}', { carrier: 'n', call: 'a/b' }, { at: 5, x: '' }),
    ).toBe('/api/v1/console/calls/n/a%2Fb?at=5');
    expect(() => addressOf('/cases/{id}')).toThrow('the path needs id');
  });
});
