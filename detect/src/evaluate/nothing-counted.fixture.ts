import type { Counts } from './results.ts';

/** No candidates and no labels, and retention keeps all records. */
export const nothingCounted: Counts = {
  candidates: [],
  standing: [],
  opened: { opened: 0, taken_back: 0 },
  labelled: [],
  minutes: [],
  labels: 0,
  wholeSince: 0,
};
