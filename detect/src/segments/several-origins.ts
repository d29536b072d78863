import type { Features } from '../features/features.ts';
import { isProven } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import { isKeptAnyway } from './screen.ts';

/**
 * Calls of numbers that customers of several providers show, in one hour or one after the other: who moves on with
 * the same numbers leaves one provider for the next. A provider counts with its share of all calls, as an origin of
 * one hour does (features/numbers.ts): fewer may be forwarded calls. Of a segment, the sample of its numbers tells
 * the share of its calls. Few calls of a customer don't count: a business that dials out by several providers has few
 * at each, and those that are called back would be missing.
 */
export function callsAtSeveralOrigins(parts: readonly Features[]): number {
  const all = parts.reduce((sum, part) => sum + part.calls, 0);
  const proven = parts.filter((part) => isProven(part) && isKeptAnyway(part));
  const origins = [...Map.groupBy(proven, (part) => part.place_provider).values()]
    .filter((own) => own.reduce((sum, part) => sum + part.calls, 0) >= thresholds.originShare * all)
    .map((own) => new Set(own.flatMap(({ callers }) => callers)));
  const ofHours = parts.reduce((sum, { several_origins }) => sum + several_origins, 0);
  if (origins.length < thresholds.severalOrigins) return ofHours;
  const isOfSeveral = (caller: number) =>
    origins.filter((callers) => callers.has(caller)).length >= thresholds.severalOrigins;
  const more = proven.map(({ calls, callers, several_origins }) => {
    const share = callers.filter(isOfSeveral).length / Math.max(1, callers.length);
    return Math.max(0, Math.floor(share * calls) - several_origins);
  });
  return ofHours + more.reduce((sum, calls) => sum + calls, 0);
}
