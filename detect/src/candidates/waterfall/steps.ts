import { type Evidence, total } from '../../segments/signals/signal.ts';
import { thresholds } from '../../thresholds.ts';

/** A signal's way from the sum before it to the sum with it, log-odds. */
export interface Step {
  readonly signal: Evidence;
  readonly from: number;
  readonly to: number;
}

export interface Steps {
  /** What speaks for a campaign, the largest first; then what speaks against, the largest first. */
  readonly raising: readonly Step[];
  readonly lowering: readonly Step[];
  /** Signals that were read and add nothing. */
  readonly silent: readonly Evidence[];
  /** Log-odds, of all signals. */
  readonly sum: number;
}

/** Adds the signals up, from the prior on. */
export function stepsOf(signals: readonly Evidence[]): Steps {
  const ranked = signals.toSorted(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.name < b.name ? -1 : 1),
  );
  const up = ranked.filter((signal) => signal.contribution > 0);
  const down = ranked.filter((signal) => signal.contribution < 0);
  const raising = climb(up, thresholds.priorLogOdds);
  const lowering = climb(down, raising.at(-1)?.to ?? thresholds.priorLogOdds);
  return {
    raising,
    lowering,
    silent: ranked.filter((signal) => signal.contribution === 0),
    sum: thresholds.priorLogOdds + total(signals),
  };
}

function climb(signals: readonly Evidence[], start: number): Step[] {
  let from = start;
  return signals.map((signal) => {
    const step = { signal, from, to: from + signal.contribution };
    from = step.to;
    return step;
  });
}
