import { describe, expect, it } from 'vitest';
import { features } from '../../features/features.fixture.ts';
import { ordinaryBaseline as baseline } from '../baseline.fixture.ts';
import { judgeSegment } from '../score.ts';

/** What the answer ratio of 1,000 calls tells, of which so many are unanswered, hung up on after 4 s, and heard for 24 s. */
function told(unanswered: number, short: number, heard: number): number | undefined {
  const counted = { calls: 1_000, answered: short + heard, short };
  const outcomes: [number[], number[]] = [
    [0, 3, 13],
    [unanswered, short, heard],
  ];
  const { evidence } = judgeSegment({ ...features, kind: 'source', ...counted, outcomes }, baseline);
  return evidence.find(({ name }) => name === 'answer_ratio')?.contribution;
}

describe('the answer ratio', () => {
  it('speaks for the caller whose calls are answered and heard: people wait for them', () => {
    expect(told(200, 60, 740)).toBeLessThan(-1.5);
  });

  it('does not where called parties hang up at once: they did not wait for the call', () => {
    expect(told(200, 600, 200)).toBe(0);
    expect(told(200, 300, 500)).toBeGreaterThan(-1.5);
    expect(told(200, 300, 500)).toBeLessThan(-0.2);
  });

  it('speaks against the caller whose calls are seldom answered, whoever hangs up', () => {
    expect(told(800, 0, 200)).toBe(told(800, 200, 0));
    expect(told(800, 0, 200)).toBeGreaterThan(0.5);
  });

  it('tells nothing of calls that are hung up on where the feeds tell of answered calls alone', () => {
    expect(told(0, 600, 400)).toBeUndefined();
    expect(told(100, 600, 300)).toBeDefined();
    // Awaited calls may all be answered.
    expect(told(0, 60, 940)).toBe(-2.5);
  });
});
