import { describe, expect, it } from 'vitest';
import { decide } from './decision.ts';
import { stepsOf } from './steps.ts';

const signal = (name: string, side: 'caller' | 'behavior', contribution: number) => ({
  name,
  side,
  value: 0.5,
  baseline: 0.1,
  contribution,
});
const decided = (...signals: readonly ReturnType<typeof signal>[]) => {
  const { needed, checks } = decide(signals, stepsOf(signals).sum);
  return [needed, ...checks.map(({ isMet }) => isMet)];
};

const listed = signal('do_not_originate', 'caller', 4);
const unvouched = signal('attestation_c_or_failed', 'caller', 1.5);
const short = signal('short_duration_share', 'behavior', 3);
const recorded = signal('same_duration', 'behavior', 1.5);

describe('what is needed and reached', () => {
  it('is 2 where much speaks against the caller', () => {
    expect(decided(listed, short)).toEqual([2, true, true]);
    expect(decided(listed)).toEqual([2, false, true]);
  });

  it('is 3 where little does: attestation counts for 0.75', () => {
    expect(decided(unvouched, short, recorded)).toEqual([3, false, true]);
    expect(decided(unvouched, short, { ...recorded, contribution: 2.5 })).toEqual([3, true, true]);
  });

  it('is nothing where only the behavior speaks', () => {
    expect(decided(short, { ...recorded, contribution: 6 })).toEqual([3, true, false]);
    expect(decided(signal('improper_attestation', 'caller', 0.8), short)).toEqual([3, false, false]);
    expect(decided()).toEqual([3, false, false]);
  });

  it('is not decided by how a machine adds', () => {
    const tenths = Array.from({ length: 10 }, (_, i) => signal(`of_the_caller_${i}`, 'caller', 0.1));
    expect(tenths.reduce((sum, { contribution }) => sum + contribution, 0)).toBeLessThan(1);
    expect(decided(...tenths, { ...short, contribution: 5 })).toEqual([2, true, true]);
  });

  it('is told with the figures', () => {
    const [sum, caller] = decide([unvouched, short], 0.5).checks;
    expect(sum?.words).toBe(
      "The sum is 0.500. 3 is needed, because the caller's side is below 1; otherwise it is 2.",
    );
    expect(caller?.words).toMatch(/^The caller's side is 0\.750\. 0\.5 is needed, /);
  });
});
