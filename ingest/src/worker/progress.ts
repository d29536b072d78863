import { z } from 'zod';

/** The message of an ingest worker to its supervisor after each stored block. Figures count from the worker's start. */
export const ingestProgress = z.object({
  kind: z.literal('ingest'),
  /** CDRs stored. A CDR that was stored twice counts twice. */
  stored: z.number(),
  deadLetters: z.number(),
  batches: z.number(),
});

export type IngestProgress = z.infer<typeof ingestProgress>;
