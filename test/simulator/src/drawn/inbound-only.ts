import { hash32 } from '../random.ts';

/** Numbers that take calls and never make any: banks, agencies. Their holders had them put on the do-not-originate list. */
export const inboundOnly: readonly string[] = Array.from(
  { length: 40 },
  (_, i) => `+1800${String(2_000_000 + (hash32(i, 800) % 7_000_000))}`,
);
