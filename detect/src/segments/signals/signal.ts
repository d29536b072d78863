import type { Features } from '../../features/features.ts';
import type { Baseline } from '../baseline.ts';
import type { Excess } from '../excess.ts';

/** What a signal looks at: an hour of one number or source, and what is ordinary in that hour. */
export interface Subject {
  readonly features: Features;
  readonly excess: Excess;
  readonly baseline: Baseline;
  /** The message heard by most of those who stayed: its outcome bin, and the share of them that heard it. */
  readonly mode: { readonly bin: number; readonly share: number };
}

/** What a signal says: in log-odds, added up. Positive speaks for a campaign, negative against. */
export interface Reading {
  readonly value: number;
  readonly baseline: number;
  readonly contribution: number;
}

/** caller: who calls, which nobody honest can be blamed for without; behavior: how; honest: what speaks against. */
export type Side = 'caller' | 'behavior' | 'honest';

export interface Signal {
  readonly name: string;
  readonly side: Side;
  /** undefined where there is too little to tell. */
  read(subject: Subject): Reading | undefined;
}

export interface Evidence extends Reading {
  readonly name: string;
  readonly side: Side;
}

/** Log-odds of several signals together. */
export const total = (signals: readonly Pick<Reading, 'contribution'>[]) =>
  signals.reduce((sum, { contribution }) => sum + contribution, 0);

export const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
export const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** A share over all calls of the subject, weighed in proportion. */
export function shareSignal(
  name: string,
  side: Side,
  count: (features: Features) => number,
  weight: number,
  usual: number,
): Signal {
  return {
    name,
    side,
    read: ({ features }) => {
      const value = ratio(count(features), features.calls);
      const beyond = Math.max(0, value - usual) / (1 - usual);
      return { value, baseline: usual, contribution: weight * beyond };
    },
  };
}
