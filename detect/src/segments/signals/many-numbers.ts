import type { Features } from '../../features/features.ts';
import { distinctNumbers, isCustomer, isMadeUp } from '../../features/sources.ts';
import { thresholds } from '../../thresholds.ts';
import { areCallsToCallersTold, missingCalls } from '../calls-to-callers.ts';
import { areRejected, isRecording, isRejectedRecording } from '../recording.ts';
import { clamp, ratio, type Signal } from './signal.ts';

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

/** Numbers that a business calls out with are often not called themselves: of one customer they tell half as much. */
const mostUncalled = (features: Features) => (isCustomer(features) ? 1 : 2);

/** Callers of a source that nobody calls, beyond the share that is usual in the hour. */
export const uncalledCallers: Signal = {
  name: 'callers_never_called',
  side: 'caller',
  read: ({ features, baseline }) => {
    if (!areCallsToCallersTold(features, baseline)) return undefined;
    return {
      value: 1 - ratio(features.source_receiving, features.source_calls),
      baseline: 1 - baseline.receiving,
      contribution:
        missingCalls(features, baseline) * Math.min(mostUncalled(features), 4 * baseline.receiving),
    };
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
 * Numbers that hardly anybody calls, a few calls of each, and all play one recording that called parties do not hang up on. Machines may hear most
 * of it, or people listen. A chain of shops that sends its notices by one provider shows the numbers of its branches: these are called.
 */
export const uncalledNumbersOfOneRecording: Signal = {
  name: 'uncalled_numbers_of_one_recording',
  side: 'caller',
  read: ({ features, baseline }) => {
    const isAsked =
      areCallsToCallersTold(features, baseline) && !areRejected(features, baseline) && isRecording(features);
    if (!isAsked) return undefined;
    const read = beyondOneCustomer(distinctNumbers(features), features.calls, { eachDoubling: 0.5, most: 2 });
    return { ...read, contribution: missingCalls(features, baseline) * read.contribution };
  },
};
