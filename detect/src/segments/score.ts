import type { Features } from '../features/features.ts';
import { thresholds } from '../thresholds.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { type Excess, excessOver, histogramOf, messageMode } from './excess.ts';
import { isAttestation, signals } from './signals/all.ts';
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

function callerSide(evidence: readonly Evidence[]): number {
  const against = evidence.filter((e) => e.side === 'caller' && e.contribution > 0 && e.name !== 'improper_attestation');
  const unvouched = total(against.filter(isAttestation));
  return Math.min(unvouched, thresholds.attestationLogOdds) + total(against) - unvouched;
}

/**
 * What is not suspicious in its hour may be so over several, and an hour that speaks against a number counts as much as
 * those that speak for it: whatever is not plainly ordinary is kept, to be judged again together.
 */
function verdictOf(
  { excess }: Subject,
  evidence: readonly Evidence[],
  score: number,
): Judgement['verdict'] {
  if (excess.members < thresholds.thinCalls || score < thresholds.keepLogOdds) return 'ordinary';
  const caller = callerSide(evidence);
  const isBlameless = caller < thresholds.callerLogOdds / 2;
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

/** Upper bound of a rate, nine times in ten right, where `seen` of `calls` had it (a Poisson count). */
export const atMost = (seen: number, calls: number) => (seen + 1.28 * Math.sqrt(seen + 0.75) + 1.2) / Math.max(1, calls);
export function mayOpen({ evidence, features }: Judgement): boolean {
  const caller = evidence.filter((e) => e.side === 'caller' && e.contribution > 0 && !isAttestation(e) && e.name !== 'call_backs');
  const back = Math.max(0, evidence.find((e) => e.name === 'call_backs')?.contribution ?? 0);
  const vouched = (features.attested_a + features.improper) / Math.max(1, features.calls);
  const sure = vouched < 0.4 && atMost(features.asked_called_back, features.asked_calls) < 0.007;
  const att = total(evidence.filter((e) => isAttestation(e) && e.contribution > 0 && e.name !== 'improper_attestation'));
  const source = process.env.SRC ? features.kind === 'source' : false;
  return total(caller) + (sure ? back : 0) + (back > 0 || source ? Math.min(0.75, att) : 0) >= thresholds.callerLogOdds / 2;
}
