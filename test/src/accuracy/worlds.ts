import type { DrawnSettings } from '@ringtrace/simulator/drawn/traffic';

/** So many everyday calls that campaigns make less than 15% of all, as in a whole nation's traffic. */
const usual = { calls: 340_000, campaigns: 25, bulkCallers: 85 } as const;

/**
 * The networks of one seed: three days on which all, most or half of the carriers report, and one span of three days.
 */
const days: readonly Pick<DrawnSettings, 'hours' | 'reportingShare'>[] = [
  { hours: 12, reportingShare: 1 },
  { hours: 12, reportingShare: 0.7 },
  { hours: 60, reportingShare: 1 },
  { hours: 12, reportingShare: 0.5 },
  { hours: 12, reportingShare: 0.5 },
  { hours: 12, reportingShare: 1 },
];

/**
 * The splits, by their first seeds. Weights and thresholds were chosen on the networks of `tuned`. Those of `held-out`
 * were not looked at then.
 */
const splits = { tuned: [2101], 'held-out': [2601, 2501, 2401] } as const;
export type Split = keyof typeof splits;

export const worldsOf = (split: Split): readonly DrawnSettings[] =>
  splits[split].flatMap((seed) => days.map((day, i) => ({ ...usual, ...day, seed: seed + i })));
