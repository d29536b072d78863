import { signals } from '../signals/all.ts';
import type { Evidence, Subject } from '../signals/signal.ts';
import { thresholds } from '../thresholds.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { type Excess, excessOver, histogramOf, messageMode } from './excess.ts';
import type { Features } from './features.ts';

export interface Judgement {
  readonly features: Features;
  readonly baseline: Baseline;
  readonly excess: Excess;
  readonly mode: { readonly bin: number; readonly share: number };
  readonly evidence: readonly Evidence[];
  /** Log-odds. */
  readonly score: number;
  /** suspicious opens campaigns; possible only joins one of its own origin. */
  readonly verdict: 'suspicious' | 'possible' | 'ordinary';
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
  return { features, baseline, excess, mode, evidence, score, verdict: verdictOf(evidence, score, excess) };
}

const total = (evidence: readonly Evidence[]) => evidence.reduce((sum, e) => sum + e.contribution, 0);

function verdictOf(evidence: readonly Evidence[], score: number, excess: Excess): Judgement['verdict'] {
  const caller = total(evidence.filter((e) => e.side === 'caller' && e.contribution > 0));
  if (caller < thresholds.callerLogOdds / 2 || score < thresholds.joinLogOdds) return 'ordinary';
  if (excess.members < thresholds.joinCalls) return 'ordinary';
  if (caller < thresholds.callerLogOdds) return 'possible';
  const enough = excess.members >= thresholds.segmentCalls && score >= thresholds.segmentLogOdds;
  return enough ? 'suspicious' : 'possible';
}

export function baselinesOf(
  rows: readonly {
    hour: number;
    all_calls: number;
    all_receiving: number;
    outcomes: readonly [number[], number[]];
  }[],
): ReadonlyMap<number, Baseline> {
  return new Map(
    rows.map((row) => [
      row.hour,
      baselineOf(...row.outcomes, row.all_calls === 0 ? 0 : row.all_receiving / row.all_calls),
    ]),
  );
}
