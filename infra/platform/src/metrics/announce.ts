import { z } from 'zod';
import { tellParent } from '../worker.ts';

/** Where a worker serves /health, /ready and /metrics; told to the process that runs it. */
export const announcement = z.object({ kind: z.literal('serving'), url: z.string() });

/** Tells the process that runs this one where it serves; says nothing where it serves nowhere. */
export function announce(url: string | undefined): void {
  if (url !== undefined) tellParent({ kind: 'serving', url } satisfies z.infer<typeof announcement>);
}
