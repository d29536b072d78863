import { describe, expect, it } from 'vitest';
import { RequestError } from '../../api/problem.ts';
import { mustBeSent } from '../../state/sent.ts';
import { summaryOf, withEachRow } from './each.ts';

const refusal = new RequestError({
  status: 422,
  title: 'Its state does not allow this',
  detail: 'answered already',
  changes: [],
});

describe('an act on several rows', () => {
  it('goes on behind a row that is refused, and says of each row what became of it', async () => {
    const done: number[] = [];
    const acted: string[] = [];
    const outcomes = await withEachRow(
      ['a', 'b', 'c'],
      async (row) => {
        if (row === 'b') throw refusal;
        acted.push(row);
      },
      (count) => done.push(count),
    );
    expect(acted).toEqual(['a', 'c']);
    expect(done).toEqual([1, 2, 3]);
    expect(outcomes).toEqual([
      { row: 'a', why: undefined },
      { row: 'b', why: 'Its state does not allow this: answered already' },
      { row: 'c', why: undefined },
    ]);
    expect(summaryOf(outcomes)).toBe('2 of 3 are done, 1 was refused');
  });

  it('is never taken for success where nothing went through', async () => {
    const outcomes = await withEachRow(['a', 'b'], async () => {
      throw refusal;
    });
    expect(summaryOf(outcomes)).toBe('None is done: all 2 were refused');
    expect(summaryOf(outcomes.slice(0, 1))).toBe('It was refused');
  });

  it('is not done where the route answers, and its message did not go out', () => {
    expect(() =>
      mustBeSent({ batches: [{ delivered: true }, { delivered: false, why: 'no address' }] }),
    ).toThrow('no address');
    expect(() => mustBeSent({ batches: [{ delivered: 'perhaps', why: '' }] })).not.toThrow();
  });
});
