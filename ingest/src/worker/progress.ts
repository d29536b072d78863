import { z } from 'zod';

/** What an ingest worker tells the process that runs it, after each block that is stored. Counts since its start. */
export const ingestProgress = z.object({
  kind: z.literal('ingest'),
  /** CDRs stored, those that came twice included. */
  stored: z.number(),
  deadLetters: z.number(),
  batches: z.number(),
});

export type IngestProgress = z.infer<typeof ingestProgress>;
