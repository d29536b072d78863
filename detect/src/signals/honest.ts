import { thresholds } from '../thresholds.ts';
import { clamp, ratio, type Signal } from './signal.ts';

/** The called party calls back: a number that is really the caller's. */
export const calledBack: Signal = {
  name: 'called_back',
  side: 'honest',
  read: ({ features }) => {
    const value = ratio(features.called_back, features.calls);
    const usual = thresholds.callBacksPerThousand / 1000;
    return { value, baseline: usual, contribution: -clamp((2 * value) / usual, 0, 4) };
  },
};

export const attestedA: Signal = {
  name: 'attestation_a',
  side: 'honest',
  read: ({ features }) => {
    const value = ratio(features.attested_a, features.calls);
    return { value, baseline: 0, contribution: -2.5 * value };
  },
};

export const repeatedPairs: Signal = {
  name: 'repeated_pairs',
  side: 'honest',
  read: ({ features }) => {
    const value = ratio(features.repeated, features.calls);
    return { value, baseline: 0, contribution: -clamp(3 * (value - 0.05), 0, 2) };
  },
};
