import { describe, expect, it } from 'vitest';
import { stepsOf } from './steps.ts';

const signal = (name: string, contribution: number) =>
  ({ name, side: 'behavior', value: 0.5, baseline: 0.1, contribution }) as const;

describe('steps from the prior to the sum', () => {
  it('go up by the largest first, then down by the largest first', () => {
    const steps = stepsOf([signal('a', -0.5), signal('b', 1), signal('c', -2), signal('d', 3)]);
    expect(steps.raising.map(({ signal: { name }, from, to }) => [name, from, to])).toEqual([
      ['d', -4, -1],
      ['b', -1, 0],
    ]);
    expect(steps.lowering.map(({ signal: { name }, from, to }) => [name, from, to])).toEqual([
      ['c', 0, -2],
      ['a', -2, -2.5],
    ]);
    expect(steps.sum).toBe(-2.5);
  });

  it('begin at the prior where nothing raises the sum', () => {
    expect(stepsOf([signal('a', -1)]).lowering).toMatchObject([{ from: -4, to: -5 }]);
    expect(stepsOf([])).toEqual({ raising: [], lowering: [], silent: [], sum: -4 });
  });

  it('leave out what adds nothing, and nothing else', () => {
    const steps = stepsOf([signal('a', 0.001), signal('b', 0), signal('c', -0.004), signal('d', -0)]);
    expect(steps.raising.map((step) => step.signal.name)).toEqual(['a']);
    expect(steps.lowering.map((step) => step.signal.name)).toEqual(['c']);
    expect(steps.silent.map(({ name }) => name)).toEqual(['b', 'd']);
    expect(steps.lowering.at(-1)?.to).toBeCloseTo(steps.sum, 10);
  });
});
