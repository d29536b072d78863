import { describe, expect, it } from 'vitest';
import { callFrom } from './call.ts';
import { allEdges, edgesOf } from './edges.ts';
import type { Evidence } from './forest.ts';
import { leg } from './leg.fixture.ts';

const between = (from: string, to: string, evidence: Evidence) =>
  edgesOf({ from: leg(from), to: leg(to), evidence }).map((edge) => [
    `${edge.from} ${edge.to}`,
    edge.evidence,
    ...edge.told_by,
  ]);

describe('hand-overs between two legs', () => {
  it('are one where the carriers meet, told by both, or by the side that names the other', () => {
    expect(between('a a b', 'b a b', 'both')).toEqual([['a b', 'both', 'a', 'b']]);
    expect(between('a a b', 'b - b', 'one')).toEqual([['a b', 'one', 'a']]);
    expect(between('a a x', 'b a b', 'contradicted')).toEqual([['a b', 'contradicted', 'b']]);
  });

  it('are two over a silent provider that both name', () => {
    expect(between('a a x', 'b x b', 'silent')).toEqual([
      ['a x', 'one', 'a'],
      ['x b', 'one', 'b'],
    ]);
  });

  it('are inferred only where nobody names anybody', () => {
    expect(between('a a x', 'b y b', 'inferred')).toEqual([
      ['a x', 'one', 'a'],
      ['x y', 'inferred'],
      ['y b', 'one', 'b'],
    ]);
    expect(between('a a -', 'b - b', 'inferred')).toEqual([['a b', 'inferred']]);
  });
});

it('all hand-overs of a call are those between legs and those that its ends name, each once', () => {
  const call = callFrom([leg('b x c'), leg('c b d', 150)]);
  expect(
    allEdges(call)
      .map(({ from, to }) => `${from} ${to}`)
      .sort(),
  ).toEqual(['b c', 'c d', 'x b']);
});

it('of two attempts over one hand-over, the surer word counts', () => {
  const call = callFrom([leg('a a b'), leg('b - b', 150), leg('a a b', 3_000), leg('b a b', 3_150)]);
  expect(call.forest.legs.flatMap((one) => call.forest.after(one).map(({ evidence }) => evidence))).toEqual([
    'one',
    'both',
  ]);
  expect(allEdges(call)).toEqual([{ from: 'a', to: 'b', evidence: 'both', told_by: ['a', 'b'] }]);
});
