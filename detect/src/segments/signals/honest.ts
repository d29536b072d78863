import { clamp, ratio, type Signal } from './signal.ts';

export const attestedA: Signal = {
  name: 'attestation_a',
  side: 'honest',
  read: ({ features }) => {
    const value = ratio(features.attested_a, features.calls);
    return { value, baseline: 0, contribution: -2 * value };
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
