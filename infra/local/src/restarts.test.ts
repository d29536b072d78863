import { describe, expect, it } from 'vitest';
import { type RestartLimits, Restarts } from './restarts.ts';

const limits: RestartLimits = { firstMs: 500, longestMs: 3_000, healthyAfterMs: 60_000 };

/** The pauses before restarts, ms, of a process that dies each time after running for these times, ms. */
function pausesOf(ranForMs: readonly number[], most?: RestartLimits['most']): (number | undefined)[] {
  let now = 0;
  const restarts = new Restarts(most === undefined ? limits : { ...limits, most }, () => now);
  return ranForMs.map((ran) => {
    restarts.started();
    now += ran;
    const pause = restarts.died();
    now += pause ?? 0;
    return pause;
  });
}

describe('the pause before a restart', () => {
  it('doubles with each death, up to a bound', () => {
    expect(pausesOf([0, 0, 0, 0, 0])).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
  });

  it('is short again after a run that was long enough', () => {
    expect(pausesOf([0, 0, 60_000, 0])).toEqual([500, 1_000, 500, 1_000]);
    expect(pausesOf([0, 0, 59_999])).toEqual([500, 1_000, 2_000]);
  });
});

it('a start that fails late does not count as a long run', () => {
  let now = 0;
  const restarts = new Restarts(limits, () => now);
  restarts.started();
  const pauses = [0, 60_000, 60_000].map((ms) => {
    now += ms;
    return restarts.died();
  });
  expect(pauses).toEqual([500, 1_000, 2_000]);
});

describe('giving up', () => {
  const most = { deaths: 3, withinMs: 10_000 };

  it('comes with so many deaths within the time', () => {
    expect(pausesOf([0, 0, 0], most)).toEqual([500, 1_000, undefined]);
  });

  it('does not come where they lie further apart', () => {
    expect(pausesOf([0, 6_000, 6_000, 6_000], most)).toEqual([500, 1_000, 2_000, 3_000]);
  });

  it('never comes where no limit is set', () => {
    expect(pausesOf(Array(100).fill(0))).not.toContain(undefined);
  });
});
