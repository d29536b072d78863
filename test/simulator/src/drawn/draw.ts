import type { Provider } from '../providers.ts';

/** What is drawn first, and everything else depends on. */
export type Draw = {
  readonly seed: number;
  readonly providers: readonly Provider[];
  /** How long calls are made, hours. */
  readonly hours: number;
};
