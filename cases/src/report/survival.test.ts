import { describe, expect, it } from 'vitest';
import { median, shareWithin, survival, type Waited } from './survival.ts';

const ended = (hours: number, count = 1): Waited => ({ hours, ended: count, open: 0 });
const open = (hours: number, count = 1): Waited => ({ hours, ended: 0, open: count });

describe('the share that has ended', () => {
  it('is the plain share where nothing is open', () => {
    const steps = survival([ended(3), ended(1), ended(2), ended(4)]);
    expect(steps.map(({ share }) => share)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(median(steps)).toBe(2);
  });

  // Remission times of 21 leukemia patients under 6-mercaptopurine (Freireich and others 1963), as every textbook has them.
  it('is the published one for the 6-MP patients', () => {
    const steps = survival([
      { hours: 6, ended: 3, open: 1 },
      ended(7),
      open(9),
      { hours: 10, ended: 1, open: 1 },
      open(11),
      ended(13),
      ended(16),
      open(17),
      open(19),
      open(20),
      ended(22),
      ended(23),
      open(25),
      open(32, 2),
      open(34),
      open(35),
    ]);
    expect(steps.map(({ hours, at_risk }) => [hours, at_risk])).toEqual([
      [6, 21],
      [7, 17],
      [10, 15],
      [13, 12],
      [16, 11],
      [22, 7],
      [23, 6],
    ]);
    for (const [i, remaining] of [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448].entries())
      expect(1 - (steps[i]?.share ?? 0)).toBeCloseTo(remaining, 3);
    expect(median(steps)).toBe(23);
  });

  it('is 0 where nothing has ended, and there is no median', () => {
    expect(survival([open(5, 3)])).toEqual([]);
    expect(survival([])).toEqual([]);
    expect(median([])).toBeNull();
    expect(shareWithin([], 24)).toBe(0);
  });

  it('is read at any time', () => {
    const steps = survival([ended(10), ended(20), open(30, 2)]);
    expect([5, 10, 15, 20, 100].map((hours) => shareWithin(steps, hours))).toEqual([0, 0.25, 0.25, 0.5, 0.5]);
  });
});
