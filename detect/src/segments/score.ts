import type { Features } from '../features/features.ts';
import { isProven } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { type Excess, excessOver, histogramOf, messageMode } from './excess.ts';
import { isAttestation, signals } from './signals/all.ts';
import { shortShare } from './signals/behavior.ts';
import { type Evidence, ratio, type Subject } from './signals/signal.ts';

export interface Judgement {
  readonly features: Features;
  readonly baseline: Baseline;
  readonly excess: Excess;
  readonly mode: { readonly bin: number; readonly share: number };
  readonly evidence: readonly Evidence[];
  /** Log-odds. */
  readonly score: number;
  /** suspicious opens campaigns; possible only joins one that is, weak only what its number or customer does. */
  readonly verdict: 'suspicious' | 'possible' | 'weak' | 'ordinary';
}

/** Judges an hour of one number or source. A pure function of its arguments. */
export function judgeSegment(features: Features, baseline: Baseline): Judgement {
  const histogram = histogramOf(...features.outcomes);
  const excess = excessOver(histogram, features.short, baseline);
  const mode = messageMode(excess.histogram);
  const subject: Subject = { features, excess, baseline, mode };
  const evidence = signals.flatMap((signal) => {
    const reading = signal.read(subject);
    return reading === undefined ? [] : [{ name: signal.name, side: signal.side, ...reading }];
  });
  const score = thresholds.priorLogOdds + total(evidence);
  return { features, baseline, excess, mode, evidence, score, verdict: verdictOf(subject, evidence, score) };
}

const total = (evidence: readonly Evidence[]) => evidence.reduce((sum, e) => sum + e.contribution, 0);

/** How little a provider vouches for proves nothing: all of that together stays below what opens by itself. */
function callerSide(evidence: readonly Evidence[]): number {
  const unvouched = total(evidence.filter(isAttestation));
  return Math.min(unvouched, thresholds.attestationLogOdds) + total(evidence) - unvouched;
}

const isHungUpOn = (evidence: readonly Evidence[]) =>
  evidence.some((e) => e.name === shortShare.name && e.contribution >= thresholds.hungUpLogOdds);

/**
 * What is not suspicious in its hour may be so over several, and an hour that speaks against a number counts as much as
 * those that speak for it: whatever is not plainly ordinary is kept, to be judged again together.
 */
function verdictOf(
  { features, excess }: Subject,
  evidence: readonly Evidence[],
  score: number,
): Judgement['verdict'] {
  if (excess.members < thresholds.thinCalls || score < thresholds.keepLogOdds) return 'ordinary';
  const caller = callerSide(evidence.filter((e) => e.side === 'caller' && e.contribution > 0));
  const isBlameless = caller < thresholds.callerLogOdds / 2 && !(isProven(features) && isHungUpOn(evidence));
  const isWeak = isBlameless || score < thresholds.joinLogOdds;
  if (isWeak) return excess.members < thresholds.joinCalls ? 'ordinary' : 'weak';
  // Where the caller's side says little, all else must say more.
  const needed = thresholds.segmentLogOdds + (caller < thresholds.callerLogOdds ? 1 : 0);
  return excess.members >= thresholds.segmentCalls && score >= needed ? 'suspicious' : 'possible';
}

export function baselinesOf(
  rows: readonly {
    hour: number;
    all_calls: number;
    all_receiving: number;
    all_called_back: number;
    outcomes: readonly [number[], number[]];
  }[],
): ReadonlyMap<number, Baseline> {
  return new Map(
    rows.map((row) => [
      row.hour,
      baselineOf(...row.outcomes, {
        receiving: ratio(row.all_receiving, row.all_calls),
        calledBack: ratio(row.all_called_back, row.all_calls),
      }),
    ]),
  );
}
