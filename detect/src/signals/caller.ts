import { thresholds } from '../thresholds.ts';
import { clamp, ratio, type Signal, shareSignal } from './signal.ts';

/** Share of ordinary calls with the mark; an honest source has some as well. */
export const doNotOriginate = shareSignal('do_not_originate', 'caller', (f) => f.dno, 4, 0);
export const unusableCallers = shareSignal('unusable_callers', 'caller', (f) => f.unusable, 2, 0.05);
export const neighborSpoofing = shareSignal('neighbor_spoofing', 'caller', (f) => f.neighbor, 2.5, 0.05);
export const fromAbroad = shareSignal('domestic_number_from_abroad', 'caller', (f) => f.foreign, 1, 0.05);
export const unproven = shareSignal('attestation_c_or_failed', 'caller', (f) => f.unproven, 1.5, 0.1);
export const partlyProven = shareSignal('attestation_b', 'caller', (f) => f.attested_b, 0.5, 0.1);
export const notInMitigationDatabase = shareSignal(
  'upstream_not_in_rmd',
  'caller',
  (f) => f.rmd_missing,
  1,
  0,
);

/** A number used for one or two calls out of hundreds from one customer: no business dials that way. */
export const pool: Signal = {
  name: 'one_use_callers',
  side: 'caller',
  read: ({ features }) => {
    if (features.kind === 'number' || features.class === 'unusable') return undefined;
    const proven = features.key.startsWith('customer|');
    const value = ratio(features.calling_numbers, features.calls);
    return { value, baseline: 0.3, contribution: clamp((value - 0.3) / 0.4, 0, 1) * (proven ? 1.5 : 0.75) };
  },
};

/**
 * Nobody calls back. Counts only where the feeds show calls to callers at all, and only as far as call-backs are
 * expected: a feed without history proves nothing.
 */
export const neverCalled: Signal = {
  name: 'never_called_back',
  side: 'caller',
  read: ({ features, baseline }) => {
    if (features.called_back > 0 || features.receiving > 0 || features.class === 'unusable') return undefined;
    if (baseline.receiving < 0.05) return undefined;
    const expected = (features.calls * thresholds.callBacksPerThousand) / 1000;
    const power = features.kind === 'number' ? 0.5 * expected : baseline.receiving * 2;
    return {
      value: 0,
      baseline: features.kind === 'number' ? expected : baseline.receiving,
      contribution: clamp(power, 0, 2),
    };
  },
};
