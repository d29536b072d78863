import { describe, expect, it } from 'vitest';
import { thresholds } from '../../thresholds.ts';
import { signal } from '../evidence.fixture.ts';
import { waterfallData } from './data.ts';

describe('data of the waterfall', () => {
  it('leads from the prior by every signal to the sum', () => {
    const data = waterfallData(
      [signal('one_ring', 1), signal('call_backs', -0.5), signal('volume', 2), signal('fan_out', 0)],
      0.9,
    );
    expect(data.steps.map(({ name }) => name)).toEqual(['volume', 'one_ring', 'call_backs']);
    expect(data.steps.map(({ from }) => from)).toEqual([data.prior, data.prior + 2, data.prior + 3]);
    expect(data.steps.at(-1)?.to).toBe(data.sum);
    expect(data.prior).toBe(thresholds.priorLogOdds);
    expect(data.silent).toEqual(['fan_out']);
    expect(data.score).toBeLessThanOrEqual(0.9);
  });
  it('says what is reached even where there is no signal', () => {
    const { steps, sum, prior, checks } = waterfallData([], 0.97);
    expect(steps).toEqual([]);
    expect(sum).toBe(prior);
    expect(checks.map(({ isMet }) => isMet)).toEqual([false, false]);
  });
});
