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
  /** suspicious opens campaigns; possible only joins one that is, weak only what its number or customer does. */
  readonly verdict: 'suspicious' | 'possible' | 'weak' | 'ordinary';
}
