import type { Features } from '../../features/features.ts';
import { distinctNumbers, isCustomer, isMadeUp, isProven, ringsOnce } from '../../features/sources.ts';
import { thresholds } from '../../thresholds.ts';
import type { Baseline } from '../baseline.ts';
import { isRejectedRecording } from '../recording.ts';
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

/** How far calls have more numbers than a business has: by doublings of their number, and nothing where each is shown many times. Log-odds. */
function beyondOneCustomer(
  value: number,
  calls: number,
  { eachDoubling, most }: Record<'eachDoubling' | 'most', number>,
) {
  const baseline = thresholds.customerNumbers;
  const isDense = ratio(value, calls) >= thresholds.customerNumbersPerCall;
  const contribution = isDense ? clamp(eachDoubling * Math.log2(value / baseline), 0, most) : 0;
  return { value, baseline, contribution };
}

/** A customer with more numbers than a business has, each used a few times. */
export const manyNumbers: Signal = {
  name: 'many_callers_of_one_customer',
  side: 'caller',
  read: ({ features: f }) => {
    if (!isCustomer(f)) return undefined;
    return beyondOneCustomer(f.calling_numbers, f.calls, { eachDoubling: 0.75, most: 1 });
  },
};

/**
 * Many different numbers that nobody can have, or that nobody has. A wrong digit or a telephone system's extensions make a few of them, over and
 * over. Only a machine that makes numbers up shows hundreds. Such calls may be blocked without further ado (47 CFR 64.1200(k)(2)). Where most calls
 * are ordinary, something else is wrong with the numbers of ordinary callers: a list that lacks new blocks, or a gateway that cuts off digits.
 */
export const manyMadeUp: Signal = {
  name: 'many_made_up_numbers',
  side: 'caller',
  read: ({ features: f, excess }) => {
    if (!isMadeUp(f) || excess.calls < f.calls / 2) return undefined;
    return beyondOneCustomer(distinctNumbers(f), f.calls, { eachDoubling: 1, most: 2 });
  },
};

/** Numbers that a business calls out with are often not called themselves: of one customer they tell half as much. */
const mostUncalled = (features: Features) => (isCustomer(features) ? 1 : 2);

/**
 * Callers of a source that nobody calls, beyond the share that is usual in the hour. Silent where the feeds hardly
 * show calls to callers at all: a feed without history proves nothing.
 */
export const uncalledCallers: Signal = {
  name: 'callers_never_called',
  side: 'caller',
  read: ({ features, baseline }) => {
    if (
      features.kind === 'number' ||
      distinctNumbers(features) < thresholds.customerNumbers ||
      isMadeUp(features) ||
      features.callers_called ||
      ringsOnce(features) ||
      baseline.receiving < 0.05 ||
      features.source_calls === 0
    )
      return undefined;
    const receiving = ratio(features.source_receiving, features.source_calls);
    const missing = 1 - receiving / baseline.receiving;
    return {
      value: 1 - receiving,
      baseline: 1 - baseline.receiving,
      contribution: clamp(missing, 0, 1) * Math.min(mostUncalled(features), 4 * baseline.receiving),
    };
  },
};

/** A few calls say little about a share this small: as if this many more had shown the neutral one. */
const callBackPrior = 100;

/** The provider of a number it does not prove may not report, and then sees the call-backs and does not tell. */
const mostMissing = (features: Features) => (isProven(features) ? 1.5 : 0.75);

/**
 * How far the feeds show call-backs within the hour at all, 0 to 1: where ordinary callers hardly get any either, or get them
 * later, nobody's are missing.
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
 * Many numbers that all play the one recording that called parties hang up on. Who leaves a notice shows the number that people know, so that
 * they may call back. Numbers are changed so that none of them is called often enough to be noticed.
 */
export const numbersOfOneRecording: Signal = {
  name: 'numbers_of_one_recording',
  side: 'caller',
  read: ({ features, baseline }) => {
    const [usual, value] = [thresholds.recordingNumbers, distinctNumbers(features)];
    if (value <= usual || !isRejectedRecording(features, baseline)) return undefined;
    return { value, baseline: usual, contribution: clamp(0.5 * Math.log2(value / usual), 0, 1) };
  },
};

/**
 * Many numbers that customers of other providers use at the same time, and that are called: they are these people's own numbers, and somebody
 * shows them. A sample of the numbers is asked. One standard error is taken off, of no more numbers than there are: those of several hours may be
 * the same. Behind a transit whose own upstream nobody tells, calls of honest subscribers may be among them. Who forwards calls shows other
 * people's numbers too, but calls few parties. A business that dials out by several providers is left out before (segments/elsewhere.ts).
 */
export const numbersElsewhere: Signal = {
  name: 'numbers_in_use_elsewhere',
  side: 'caller',
  read: ({ features: f, baseline: { receiving } }) => {
    if (f.sampled_numbers < thresholds.sampledNumbers || receiving < 0.05 || f.by_transit) return undefined;
    const { elsewhereShare: usual, fanOut } = thresholds;
    const value = ratio(f.elsewhere_numbers, f.sampled_numbers);
    const sure = value - Math.sqrt((value * (1 - value)) / Math.min(f.sampled_numbers, distinctNumbers(f)));
    const listed = clamp((ratio(f.called_numbers, f.calls) - (fanOut - 0.2)) / 0.2, 0, 1);
    const called = clamp((2 * ratio(f.source_receiving, f.source_calls)) / receiving, 0, 1);
    return {
      value,
      baseline: usual,
      contribution: called * listed * clamp((2 * (sure - usual)) / 0.3, 0, 2),
    };
  },
};
