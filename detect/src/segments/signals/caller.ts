import type { Features } from '../../features/features.ts';
import { distinctNumbers, isCustomer, isMadeUp, isProven } from '../../features/sources.ts';
import { thresholds } from '../../thresholds.ts';
import type { Baseline } from '../baseline.ts';
import { areCallsToCallersShown } from '../calls-to-callers.ts';
import { clamp, ratio, type Signal, shareSignal } from './signal.ts';

/** Share of ordinary calls with the mark; an honest source has some as well. */
export const doNotOriginate = shareSignal('do_not_originate', 'caller', (f) => f.dno, 4, 0);
export const unusableCallers = shareSignal('unusable_callers', 'caller', (f) => f.unusable, 2, 0.05);
/** Of exchanges or blocks that nobody holds, where number blocks are loaded. */
export const unassignedCallers = shareSignal('unassigned_callers', 'caller', (f) => f.unheld, 2, 0.05);
export const neighborSpoofing = shareSignal('neighbor_spoofing', 'caller', (f) => f.neighbor, 2.5, 0.05);
export const fromAbroad = shareSignal('domestic_number_from_abroad', 'caller', (f) => f.foreign, 1.5, 0.05);
export const notInMitigationDatabase = shareSignal(
  'upstream_not_in_rmd',
  'caller',
  (f) => f.rmd_missing,
  1,
  0,
);

/** Calls given up within a ring: whoever calls back pays (wangiri). Nobody dials that way to reach people. */
export const oneRing: Signal = {
  name: 'one_ring',
  side: 'caller',
  read: ({ features: f }) => {
    const value = ratio(f.one_ring, f.calls);
    return { value, baseline: 0.1, contribution: clamp((value - 0.1) / 0.5, 0, 1) * 4 };
  },
};

/** Calls of numbers that are at the customers of several providers at once. */
export const severalOrigins = shareSignal(
  'number_at_several_origins',
  'caller',
  (f) => f.several_origins,
  2,
  0,
);

/** A number used for one or two calls out of hundreds from one business customer: no business dials that way. */
export const pool: Signal = {
  name: 'one_use_callers',
  side: 'caller',
  read: ({ features }) => {
    if (!isCustomer(features) || isMadeUp(features)) return undefined;
    const value = ratio(features.calling_numbers, features.calls);
    return { value, baseline: 0.3, contribution: clamp((value - 0.3) / 0.4, 0, 1) };
  },
};

/** A few calls say little about a share this small: as if this many more had shown the neutral one. */
const callBackPrior = 100;

/** The provider of a number it does not prove may not report, and then sees the call-backs and does not tell. */
const mostMissing = (features: Features) => (isProven(features) ? 1.5 : 0.75);

/**
 * How far the feeds show call-backs within the hour at all, 0 to 1. Where ordinary callers hardly get any, nobody's are missing.
 */
const shown = ({ calledBack }: Baseline) =>
  clamp(
    (calledBack - thresholds.callBackShare) / (thresholds.ordinaryCallBackShare - thresholds.callBackShare),
    0,
    1,
  );

/** Most calls show a number that never places calls: whoever calls it back reaches its holder, who did not call. */
const areOfListedNumbers = ({ dno, calls }: Features) => dno > calls / 2;

/**
 * Called parties that call back: an honest busy number gets some, one that is made up hardly any. That they are
 * missing counts only where the feeds show calls to callers at all, and of calls that are not recent.
 */
export const callBacks: Signal = {
  name: 'call_backs',
  side: 'caller',
  read: ({ features, baseline }) => {
    const { callBackShare: few, honestCallBackShare: some } = thresholds;
    // Who rings once wants to be called back.
    if (features.one_ring > features.calls / 3) return undefined;
    const { asked_called_back: called_back, asked_calls: calls } = features;
    if (calls === 0) return undefined;
    const steady = (of: number) => (called_back + few * callBackPrior) / (of + callBackPrior);
    const most = features.kind === 'number' ? shown(baseline) * mostMissing(features) : 0;
    const missing = clamp((1.5 * (few - steady(calls - features.recent_asked_calls))) / few, 0, most);
    const present = areOfListedNumbers(features) ? 0 : clamp((3 * (steady(calls) - some)) / few, 0, 6);
    return { value: ratio(called_back, calls), baseline: few, contribution: missing - present };
  },
};

/**
 * Many numbers that customers of other providers use at the same time, and that are called: somebody shows these people's own
 * numbers. Left out are calls behind a transit, which may be of honest subscribers. Who forwards calls shows other people's
 * numbers too, but calls few parties.
 */
export const numbersElsewhere: Signal = {
  name: 'numbers_in_use_elsewhere',
  side: 'caller',
  read: ({ features: f, baseline }) => {
    if (f.sampled_numbers < thresholds.sampledNumbers || !areCallsToCallersShown(baseline) || f.by_transit)
      return undefined;
    const { elsewhereShare: usual, fanOut } = thresholds;
    const value = ratio(f.elsewhere_numbers, f.sampled_numbers);
    const sure = value - Math.sqrt((value * (1 - value)) / Math.min(f.sampled_numbers, distinctNumbers(f)));
    const listed = clamp((ratio(f.called_numbers, f.calls) - (fanOut - 0.2)) / 0.2, 0, 1);
    const called = clamp((2 * ratio(f.source_receiving, f.source_calls)) / baseline.receiving, 0, 1);
    return {
      value,
      baseline: usual,
      contribution: called * listed * clamp((2 * (sure - usual)) / 0.3, 0, 2),
    };
  },
};
