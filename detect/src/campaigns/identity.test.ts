import { describe, expect, it } from 'vitest';
import { identify } from './identity.ts';

describe('campaign ids', () => {
  const s = (segment_id: string, calls = 100) => ({ segment_id, calls });
  const ids = (groups: { segment_id: string; calls: number }[][], known: Record<string, string[]>) =>
    identify(groups, new Map(Object.entries(known)));

  it('stay as campaigns grow', () => {
    const [before] = ids([[s('b')]], {});
    const [after] = ids([[s('a'), s('b')]], { b: [before?.campaign_id ?? ''] });
    expect(after?.campaign_id).toBe(before?.campaign_id);
  });

  it('survive a merge once, and the survivor names the others', () => {
    expect(ids([[s('a'), s('b')]], { a: ['c-2'], b: ['c-1'] })).toMatchObject([
      { campaign_id: 'c-1', merged_from: ['c-2'] },
    ]);
  });

  it('go to the larger part of a split, and the other gets its own', () => {
    const split = ids([[s('a', 10)], [s('b', 500)]], { a: ['c-1'], b: ['c-1'] });
    expect(split.find((c) => c.segments[0]?.segment_id === 'b')?.campaign_id).toBe('c-1');
    expect(new Set(split.map((c) => c.campaign_id)).size).toBe(2);
  });
});
