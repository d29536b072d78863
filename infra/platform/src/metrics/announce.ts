import { z } from 'zod';
import { tellParent } from '../worker.ts';

/** Message from a worker to its supervisor: the URL at which it serves /health, /ready and /metrics. */
export const announcement = z.object({ kind: z.literal('serving'), url: z.string() });

/** Sends the supervisor this process's URL; nothing where it serves none. */
export function announce(url: string | undefined): void {
  if (url !== undefined) tellParent({ kind: 'serving', url } satisfies z.infer<typeof announcement>);
}
