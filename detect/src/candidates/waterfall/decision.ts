import { callerSide, neededOfCaller, neededSum } from '../../segments/guards/caller-side.ts';
import { improperAttestation } from '../../segments/signals/attestation.ts';
import type { Evidence } from '../../segments/signals/signal.ts';
import { thresholds } from '../../thresholds.ts';
import { inDigits } from './scale.ts';

export interface Decision {
  /** The sum that is needed, log-odds. */
  readonly needed: number;
  readonly checks: readonly { readonly isMet: boolean; readonly words: string }[];
}

/** Candidates keep thousandths; what an addition adds to these is no evidence. */
const inThousandths = (logOdds: number) => Math.round(logOdds * 1_000) / 1_000;

/** What the sum and the caller's side must reach by the thresholds of this release, and what they do reach. */
export function decide(signals: readonly Evidence[], exactSum: number): Decision {
  const [sum, caller] = [inThousandths(exactSum), inThousandths(callerSide(signals))];
  const needed = neededSum(caller);
  const { segmentLogOdds, callerLogOdds, attestationLogOdds } = thresholds;
  const why =
    needed > segmentLogOdds
      ? `below ${callerLogOdds}; otherwise it is ${segmentLogOdds}`
      : `${callerLogOdds} or more`;
  return {
    needed,
    checks: [
      {
        isMet: sum >= needed,
        words: `The sum is ${inDigits(sum, 3)}. ${needed} is needed, because the caller's side is ${why}.`,
      },
      {
        isMet: caller >= neededOfCaller,
        words: `The caller's side is ${inDigits(caller, 3)}. ${neededOfCaller} is needed, because nothing opens on the behavior of calls alone. The caller's side is what facts about the caller add. Attestation counts there for ${attestationLogOdds} at most, and ${improperAttestation.name} does not count.`,
      },
    ],
  };
}
