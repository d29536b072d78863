import { z } from 'zod';
import { featureCounts } from '../features/features.ts';
import { summedCounts } from './counts-together.ts';

/**
 * Features as stored, perhaps by another release: a count it didn't know is 0, one that this one doesn't know is left
 * out. Judging the hour again brings them up to date.
 */
const count = z.number().default(0);
const storedFeatures = z.object({
  ...featureCounts.shape,
  ...Object.fromEntries(summedCounts.map((name) => [name, count])),
  seconds: featureCounts.shape.seconds.default([[], []]),
  areas: featureCounts.shape.areas.default([[], []]),
  minutes: featureCounts.shape.minutes.default([[], []]),
  callers: featureCounts.shape.callers.default([]),
  blocks: featureCounts.shape.blocks.default([]),
  source_receiving: z.number().optional(),
  /** The same, as releases up to 0.2.0 name it. Without it, nobody would seem to call the callers of an hour that they have judged. */
  known: z.number().default(0),
});
const storedCounts = z.object({
  features: storedFeatures.transform(({ known, source_receiving = known, ...counts }) => ({
    ...counts,
    source_receiving,
  })),
  baseline: z.object({
    outcome: z.array(z.number()).default([]),
    shortShare: count,
    answerRatio: count,
    receiving: count,
    calledBack: count,
  }),
});

/** What the column `features` of a segment's row holds: its counts, and what was ordinary in its hour. */
export const readCounts = (text: string) => storedCounts.parse(JSON.parse(text));
