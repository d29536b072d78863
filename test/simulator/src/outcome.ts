import { pickWeighted, type Random, type Weighted } from './random.ts';

/** How an attempt ends. Times in ms. */
export type Outcome = {
  readonly sipCode: number;
  /** From the last switch's setup to the answer, or to the end of the attempt. */
  readonly ring: number;
  /** How long the call was answered. Null where it was not answered. */
  readonly talk: number | null;
};

/** Draws how long an answered call lasts, ms. */
export type Talk = (rng: Random) => number;

/** A conversation: its length varies widely around a median. In seconds. */
export const conversation =
  (medianS: number, sigma: number): Talk =>
  (rng) =>
    Math.min(2 * 3_600_000, Math.max(900, 1000 * medianS * Math.exp(sigma * rng.normal())));

/** A recording that is heard to its end: its length varies little. In seconds. */
export const recording =
  (seconds: number, spreadS = 0.4): Talk =>
  (rng) =>
    Math.max(900, 1000 * (seconds + spreadS * rng.normal()));

/** The called party hangs up between these times. In seconds. */
export const hungUp =
  (fromS: number, toS: number): Talk =>
  (rng) =>
    1000 * rng.between(fromS, toS);

export type OutcomeProfile = {
  /** Share of attempts that are answered, by a person or by voicemail. */
  readonly answered: number;
  readonly talk: Weighted<Talk>;
  /** Final responses of attempts that are not answered. Default: the usual mix. */
  readonly failures?: Weighted<number>;
  /** How long such an attempt rings, seconds, where the caller hangs up on purpose. Default: by final response. */
  readonly rings?: readonly [from: number, to: number];
};

/** 487 = the caller gave up. 480 = nobody answered until the switch gave up. */
const usualFailures: Weighted<number> = [
  [487, 46],
  [480, 22],
  [486, 20],
  [404, 4],
  [603, 3],
  [503, 5],
];

/** How long an attempt rings until this final response, seconds. */
function ringOf(rng: Random, sipCode: number): number {
  if (sipCode === 487) return rng.between(6, 32);
  if (sipCode === 480) return rng.between(28, 60);
  if (sipCode === 603) return rng.between(2, 12);
  return rng.between(0.3, 2.5);
}

export function drawOutcome(rng: Random, profile: OutcomeProfile): Outcome {
  if (rng.chance(profile.answered)) {
    const ring = Math.round(Math.min(29_000, 7_000 * Math.exp(0.6 * rng.normal())));
    return {
      sipCode: 200,
      ring: Math.max(900, ring),
      talk: Math.round(pickWeighted(rng, profile.talk)(rng)),
    };
  }
  const missed = failed(rng, pickWeighted(rng, profile.failures ?? usualFailures));
  return profile.rings === undefined || missed.sipCode !== 487
    ? missed
    : { ...missed, ring: Math.round(1000 * rng.between(...profile.rings)) };
}

/** An attempt that ended with this final response. */
export function failed(rng: Random, sipCode: number): Outcome {
  return { sipCode, ring: Math.round(1000 * ringOf(rng, sipCode)), talk: null };
}
