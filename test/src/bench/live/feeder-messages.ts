import { z } from 'zod';

const counts = { at: z.number(), cdrs: z.number(), bad: z.number() };

/** What a feeder tells: counts since its start, acknowledged by the broker at `at`, ms since 1970. */
export const feederMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sent'), ...counts, due: z.array(z.string()) }),
  /** All that is stored before is sent; the rest waits for a message. */
  z.object({ kind: z.literal('before'), ...counts }),
  z.object({ kind: z.literal('all'), ...counts }),
]);
export type FeederMessage = z.infer<typeof feederMessage>;
