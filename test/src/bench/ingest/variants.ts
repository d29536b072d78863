import { broker } from './broker.ts';
import { ceiling } from './ceiling.ts';
import { ours } from './ours.ts';
import { peer } from './peer.ts';
import type { Bench, Run } from './run.ts';
import { usual } from './usual.ts';

/** All ways from the topics to the tables, in the order in which they run. */
export const variants = {
  ours,
  peer,
  usual,
  ceiling,
  broker,
} as const satisfies Record<string, (bench: Bench) => Promise<Run>>;

export type VariantName = keyof typeof variants;
