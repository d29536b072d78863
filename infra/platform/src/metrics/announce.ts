import { z } from 'zod';

/** Where a worker serves /health, /ready and /metrics; told to the process that runs it. */
export const announcement = z.object({ kind: z.literal('serving'), url: z.string() });

/** Tells the process that runs this one, where there is one. */
export function announce(url: string | undefined): void {
  if (url === undefined || !process.connected) return;
  const told: z.infer<typeof announcement> = { kind: 'serving', url };
  process.send?.(told, undefined, undefined, () => {});
}
