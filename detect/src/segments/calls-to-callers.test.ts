import { describe, expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import type { Features } from '../features/features.ts';
import { thresholds } from '../thresholds.ts';
import { ordinaryBaseline } from './baseline.fixture.ts';
import { areCallsToCallersShown, areCallsToCallersTold, missingCalls } from './calls-to-callers.ts';

const source: Features = { ...features, kind: 'source', calling_numbers: thresholds.customerNumbers };

describe('calls to the callers of a source', () => {
  it('are told of a source of many true numbers, where the feeds show such calls', () => {
    expect(areCallsToCallersTold(source, ordinaryBaseline)).toBe(true);
    expect(areCallsToCallersTold(source, { ...ordinaryBaseline, receiving: 0.04 })).toBe(false);
  });

  it.each<[string, Partial<Features>]>([
    ['a busy number', { kind: 'number' }],
    ['a source of few numbers', { calling_numbers: thresholds.customerNumbers - 1 }],
    ['numbers that nobody can be called at', { caller_class: 'unusable' }],
    ['callers that are called', { callers_called: true }],
    ['numbers that ring once', { caller_class: 'one ring' }],
    ['a source without calls', { source_calls: 0 }],
  ])('are not told of %s', (_, more) => {
    expect(areCallsToCallersTold({ ...source, ...more }, ordinaryBaseline)).toBe(false);
  });

  it('are shown from a twentieth of the callers on', () => {
    expect(
      [0.05, 0.049].map((receiving) => areCallsToCallersShown({ ...ordinaryBaseline, receiving })),
    ).toEqual([true, false]);
  });

  it('are missing as far as they are fewer than is usual', () => {
    const missing = (source_receiving: number) =>
      missingCalls({ ...source, source_receiving, source_calls: 400 }, ordinaryBaseline);
    expect([0, 100, 200, 300].map(missing)).toEqual([1, 0.5, 0, 0]);
  });
});
