import { expect, it } from 'vitest';
import { campaignScore, campaignSignals } from './rounded.ts';

const signal = (name: string, contribution: number) => ({
  name,
  side: 'caller' as const,
  value: 0.123_456,
  baseline: 0.1,
  contribution,
});

it('shows signals by what they add, then by name, in three digits', () => {
  const evidence = [signal('b', 1), signal('c', 2.000_4), signal('a', 1)];
  const signals = campaignSignals({ evidence });
  expect(signals.map(({ name, value, contribution }) => [name, value, contribution])).toEqual([
    ['c', 0.123, 2],
    ['a', 0.123, 1],
    ['b', 0.123, 1],
  ]);
});

it('makes a probability of log-odds, of at most the highest score', () => {
  expect(campaignScore({ score: 0 }, 1)).toBe(0.5);
  expect(campaignScore({ score: 100 }, 0.97)).toBe(0.97);
  expect(campaignScore({ score: -100 })).toBe(0);
});
