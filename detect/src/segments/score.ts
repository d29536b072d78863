import type { OrdinaryOutcomes } from '../features/counts.ts';
import type { Features } from '../features/features.ts';
import { thresholds } from '../thresholds.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { type Excess, excessOver, histogramOf, messageMode } from './excess.ts';
import { callerSide, neededOfCaller, neededSum } from './guards/caller-side.ts';
import type { Judgement } from './judgement.ts';
import { signals } from './signals/all.ts';
import { type Evidence, ratio, type Subject, total } from './signals/signal.ts';

type BeyondOrdinary = Pick<Judgement, 'excess' | 'mode'>;

/** The calls of a segment that ordinary calling does not explain, and the message most of them heard. */
export function beyondOrdinary(
  { outcomes, short }: Pick<Features, 'outcomes' | 'short'>,
  baseline: Baseline,
): BeyondOrdinary {
  const excess = excessOver(histogramOf(...outcomes), short, baseline);
  return { excess, mode: messageMode(excess.histogram) };
}

/** So few members make a segment ordinary, whatever its signals say. */
export const isThin = ({ members }: Pick<Excess, 'members'>) => members < thresholds.thinCalls;

/**
 * Judges an hour of one number or source. A pure function of its arguments. `beyond` is what `beyondOrdinary` says of
 * both; a caller that knows it already saves the time.
 */
export function judgeSegment(
  features: Features,
  baseline: Baseline,
  { excess, mode }: BeyondOrdinary = beyondOrdinary(features, baseline),
): Judgement {
  const subject: Subject = { features, excess, baseline, mode };
  const evidence: Evidence[] = [];
  for (const signal of signals) {
    const reading = signal.read(subject);
    if (reading !== undefined) evidence.push({ name: signal.name, side: signal.side, ...reading });
  }
  const score = thresholds.priorLogOdds + total(evidence);
  return { features, baseline, excess, mode, evidence, score, verdict: verdictOf(subject, evidence, score) };
}

/**
 * What is not suspicious in its hour may be so over several. An hour that speaks against a number counts as much as
 * those that speak for it. So whatever is not plainly ordinary is kept, to be judged again together.
 */
function verdictOf({ excess }: Subject, evidence: readonly Evidence[], score: number): Judgement['verdict'] {
  if (isThin(excess) || score < thresholds.keepLogOdds) return 'ordinary';
  const caller = callerSide(evidence);
  const isWeak = caller < neededOfCaller || score < thresholds.joinLogOdds;
  if (isWeak) return excess.members < thresholds.joinCalls ? 'ordinary' : 'weak';
  return excess.members >= thresholds.segmentCalls && score >= neededSum(caller) ? 'suspicious' : 'possible';
}

/** What is ordinary in each of some hours, by hour. */
export function baselinesOf(rows: readonly OrdinaryOutcomes[]): ReadonlyMap<number, Baseline> {
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
