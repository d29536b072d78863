import type { Features } from '../features/features.ts';
import { distinctNumbers, isMadeUp, ringsOnce } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import { clamp, ratio } from './signals/signal.ts';

/** Whether the feeds show calls to callers at all: a twentieth of the hour's callers are called. */
export const areCallsToCallersShown = ({ receiving }: Baseline) => receiving >= 0.05;

/** Whether it tells anything that nobody calls a source's callers. It does not where the feeds hardly show calls to callers at all. */
export const areCallsToCallersTold = (features: Features, baseline: Baseline) =>
  features.kind === 'source' &&
  distinctNumbers(features) >= thresholds.customerNumbers &&
  !isMadeUp(features) &&
  !features.callers_called &&
  !ringsOnce(features) &&
  areCallsToCallersShown(baseline) &&
  features.source_calls > 0;

/** How far the callers of a source are called less than is usual in the hour, 0 to 1. */
export const missingCalls = ({ source_receiving, source_calls }: Features, { receiving }: Baseline) =>
  clamp(1 - ratio(source_receiving, source_calls) / receiving, 0, 1);
