/** How many ended after so many hours, and how many had not ended when they were last looked at. */
export interface Waited {
  readonly hours: number;
  readonly ended: number;
  readonly open: number;
}

/** A step of the curve: from these hours on, this share has ended. */
export interface Step {
  readonly hours: number;
  /** Those that were still waited for just before. */
  readonly at_risk: number;
  readonly ended: number;
  /** Share that has ended by then, 0 to 1. */
  readonly share: number;
}

/**
 * The share that has ended, by time waited: Kaplan and Meier's estimate (1958). One that is still open counts among those waited for
 * up to the hours at which it was last seen, and never as ended. An end comes before a last look at the same hours.
 */
export function survival(waited: readonly Waited[]): Step[] {
  const steps: Step[] = [];
  let at_risk = waited.reduce((sum, { ended, open }) => sum + ended + open, 0);
  let remaining = 1;
  for (const { hours, ended, open } of waited.toSorted((a, b) => a.hours - b.hours)) {
    if (ended > 0) {
      remaining *= 1 - ended / at_risk;
      steps.push({ hours, at_risk, ended, share: 1 - remaining });
    }
    at_risk -= ended + open;
  }
  return steps;
}

/** Hours of the last observation: nothing is known beyond, and a curve ends there. 0 = nothing was observed. */
export const observedUpTo = (waited: readonly Waited[]): number =>
  waited.reduce((last, { hours }) => Math.max(last, hours), 0);

/** Share that has ended within so many hours. */
export const shareWithin = (steps: readonly Step[], hours: number): number =>
  steps.findLast((step) => step.hours <= hours)?.share ?? 0;

/** Hours within which half has ended; null where fewer did. */
export const median = (steps: readonly Step[]): number | null =>
  steps.find(({ share }) => share >= 0.5)?.hours ?? null;
