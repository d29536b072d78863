import type { Contradiction } from './contradictions.ts';
import type { Hop } from './hop.ts';
import type { Origin } from './origin.ts';

/** How the provider to ask next is known. */
type Ground = 'proven' | 'named' | 'contradicted' | 'timed';

/**
 * How often each ground led to the right provider in simulated networks (`ringtrace bench trace`, its calibration
 * seeds; docs/tracing.md has the table of other seeds against it). Wrong are mostly those whom a lying record names,
 * and those before whom a silent provider's subscriber forwarded the call.
 */
const rightOf: Readonly<Record<Ground, number>> = {
  proven: 0.999,
  named: 0.965,
  contradicted: 0.95,
  timed: 0.94,
};

interface Known {
  readonly kind: Origin['kind'];
  readonly hops: readonly Hop[];
  readonly contradictions: readonly Contradiction[];
}

function groundOf({ kind, hops, contradictions }: Known): Ground {
  if (kind === 'proven') return 'proven';
  const first = hops.findIndex((hop) => hop.reported);
  if (hops[first + 1]?.handed_over === 'inferred') return 'timed';
  return contradictions.length > 0 ? 'contradicted' : 'named';
}

/** How likely the provider to ask next is the right one; where the origin is proven, that it is the origin. */
export const confidenceOf = (known: Known): number => rightOf[groundOf(known)];
