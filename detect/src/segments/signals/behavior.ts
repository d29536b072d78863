import { thresholds } from '../../thresholds.ts';
import type { Baseline } from '../baseline.ts';
import type { Excess } from '../excess.ts';
import { hungUpOn, leastAnswered, usualShortShare } from '../hung-up.ts';
import { areUnansweredMissing } from '../unanswered-told.ts';
import { clamp, ratio, type Signal } from './signal.ts';

export const volume: Signal = {
  name: 'volume',
  side: 'behavior',
  read: ({ excess, features }) => ({
    value: Math.round(excess.calls),
    baseline: Math.round(features.calls - excess.calls),
    contribution: clamp(0.5 * Math.log2(Math.max(1, excess.calls) / thresholds.segmentCalls), 0, 1.5),
  }),
};

export const shortShare: Signal = {
  name: 'short_duration_share',
  side: 'behavior',
  read: ({ excess, baseline }) => hungUpOn(excess, baseline),
};

/** Answered calls without those that are hung up on at once more often than usual: whoever does that did not wait for the call. */
function awaitedCalls({ short, answered }: Excess, baseline: Baseline): number {
  return answered - Math.max(0, short - usualShortShare(baseline) * answered);
}

const areHungUpOn = (excess: Excess, baseline: Baseline) =>
  (hungUpOn(excess, baseline)?.contribution ?? 0) > 0;

/**
 * Nine in ten are answered only where people wait for the call: passcodes, alarms. Where feeds tell of answered calls alone, that says nothing of
 * calls on which surely more hang up at once than usual. Of all others it still speaks for the caller.
 */
export const answerRatio: Signal = {
  name: 'answer_ratio',
  side: 'behavior',
  read: ({ excess, features, baseline }) => {
    if (excess.calls === 0) return undefined;
    if (areUnansweredMissing(features) && areHungUpOn(excess, baseline)) return undefined;
    const value = ratio(excess.answered, excess.calls);
    const usual = Math.min(thresholds.answerRatio, baseline.answerRatio);
    const awaited = ratio(awaitedCalls(excess, baseline), excess.calls);
    const below = value < usual ? usual - value : Math.min(0, usual - awaited);
    return { value, baseline: usual, contribution: clamp(below / 0.2, -2.5, 1) };
  },
};

export const fanOut: Signal = {
  name: 'fan_out',
  side: 'behavior',
  read: ({ features }) => {
    const value = ratio(features.called_numbers, features.calls);
    return {
      value,
      baseline: thresholds.fanOut,
      contribution:
        value < thresholds.fanOut
          ? clamp((value - thresholds.fanOut) / 0.3, -1.5, 0)
          : // Ordinary callers of one source seldom call the same party either: it tells more of a number.
            ((features.kind === 'number' ? 1 : 0.5) * (value - thresholds.fanOut)) / (1 - thresholds.fanOut),
    };
  },
};

/** Called numbers that nobody has: numbers dialed at random or in order, not from a list of people. */
export const unassignedTargets: Signal = {
  name: 'unassigned_called_numbers',
  side: 'behavior',
  read: ({ features: f }) => {
    const value = ratio(f.unassigned, f.calls);
    return { value, baseline: 0.04, contribution: clamp((value - 0.04) / 0.06, 0, 1) };
  },
};

export const sameMessage: Signal = {
  name: 'same_duration',
  side: 'behavior',
  read: ({ excess, mode, baseline }) => {
    const heard = excess.answered - excess.short;
    if (heard < leastAnswered) return undefined;
    const usual = clamp(
      (3 * Math.max(...baseline.outcome.slice(4, -1))) / Math.max(0.01, baseline.answerRatio),
      0.15,
      0.5,
    );
    return { value: mode.share, baseline: usual, contribution: clamp((mode.share - usual) / 0.25, 0, 1.5) };
  },
};
