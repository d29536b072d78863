import { z } from 'zod';
import { tellParent } from '../worker.ts';

/**
 * Message from a worker to its supervisor: the URL at which it serves /health, /ready and /metrics, and that of its API where it
 * has one.
 */
export const announcement = z.object({
  kind: z.literal('serving'),
  url: z.string(),
  api: z.string().optional(),
});

/** Sends the supervisor this process's URLs; nothing where it serves none. */
export function announce(url: string | undefined, api?: string): void {
  if (url === undefined) return;
  const urls: z.infer<typeof announcement> = { kind: 'serving', url, ...(api === undefined ? {} : { api }) };
  tellParent(urls);
}
