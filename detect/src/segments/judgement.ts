import type { Verdict } from '@ringtrace/schemas/tables/campaigns';
import type { Features } from '../features/features.ts';
import type { Baseline } from './baseline.ts';
import type { Excess } from './excess.ts';
import type { Evidence } from './signals/signal.ts';

export interface Judgement {
  readonly features: Features;
  readonly baseline: Baseline;
  readonly excess: Excess;
  readonly mode: { readonly bin: number; readonly share: number };
  readonly evidence: readonly Evidence[];
  /** Log-odds. */
  readonly score: number;
  readonly verdict: Verdict;
}
