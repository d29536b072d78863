import { hash32 } from '../random.ts';

/**
 * Numbers that take calls and never make any, such as those of banks and agencies. They are on the do-not-originate
 * list.
 */
export const inboundOnly: readonly string[] = Array.from(
  { length: 40 },
  (_, i) => `+1800${String(2_000_000 + (hash32(i, 800) % 7_000_000))}`,
);
