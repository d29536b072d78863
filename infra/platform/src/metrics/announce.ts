import { z } from 'zod';
import { tellParent } from '../worker.ts';

/**
 * Message from a worker to its supervisor: the URL at which it serves /health, /ready and /metrics, and those of its API and of
 * its console where it has them.
 */
export const announcement = z.object({
  kind: z.literal('serving'),
  url: z.string(),
  api: z.string().optional(),
  console: z.string().optional(),
});

/** What a worker serves beside its health and metrics. */
interface Served {
  readonly api?: string | undefined;
  readonly console?: string | undefined;
}

/** Sends the supervisor this process's URLs; nothing where it serves none. */
export function announce(url: string | undefined, served: Served = {}): void {
  if (url === undefined) return;
  const known = Object.fromEntries(Object.entries(served).filter(([, at]) => at !== undefined));
  const urls: z.infer<typeof announcement> = { kind: 'serving', url, ...known };
  tellParent(urls);
}
