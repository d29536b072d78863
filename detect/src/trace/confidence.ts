import type { Contradiction } from './contradictions.ts';
import type { Hop } from './hop.ts';
import type { Origin } from './origin.ts';

/**
 * How the provider to ask next is known: `proven` by its own leg; `named` by another leg; `contradicted`, where legs
 * disagree about the call; `timed`, where time alone joins the first legs.
 */
type Ground = 'proven' | 'named' | 'contradicted' | 'timed';

/**
 * Shares of simulated calls in which each ground led to the right provider (`ringtrace bench trace`, its calibration
 * seeds). docs/tracing.md compares them with other seeds. Most wrong ones were named by a lying record, or stood behind a
 * forwarding subscriber of a provider that does not report.
 */
const rightOf: Readonly<Record<Ground, number>> = {
  proven: 0.999,
  named: 0.965,
  contradicted: 0.95,
  timed: 0.94,
};

interface PathFacts {
  readonly kind: Origin['kind'];
  readonly hops: readonly Hop[];
  readonly contradictions: readonly Contradiction[];
}

function groundOf({ kind, hops, contradictions }: PathFacts): Ground {
  if (kind === 'proven') return 'proven';
  const first = hops.findIndex((hop) => hop.reported);
  if (hops[first + 1]?.handed_over === 'inferred') return 'timed';
  return contradictions.length > 0 ? 'contradicted' : 'named';
}

/**
 * The probability, 0 to 1, that the provider to ask next is the right one. For a proven origin: that it is the origin.
 */
export const confidenceOf = (known: PathFacts): number => rightOf[groundOf(known)];
