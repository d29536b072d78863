import type { Provider } from '../providers.ts';

/** What is drawn first. Campaigns and bulk callers depend on it. */
export type Draw = {
  readonly seed: number;
  readonly providers: readonly Provider[];
  /** Length of the span in which calls are made, hours. */
  readonly hours: number;
};
