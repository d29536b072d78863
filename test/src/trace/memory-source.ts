import { clockDifferences } from '@ringtrace/detect/trace/clocks';
import type { Leg } from '@ringtrace/detect/trace/leg';
import { core } from '@ringtrace/detect/trace/numbers';
import type { LegSource } from '@ringtrace/detect/trace/source';

/** Legs in memory, to evaluate tracing without a store. No feed is known to be complete. */
export function memorySource(legs: readonly Leg[]): LegSource {
  const byCalled = Map.groupBy(legs, (leg) => core(leg.called_number));
  const byCalling = Map.groupBy(legs, (leg) => core(leg.calling_number));
  const byCarrier = Map.groupBy(legs, (leg) => leg.carrier);
  const differences = clockDifferences(legs);
  return {
    legsTo: async (called) => [...new Set(called.map(core))].flatMap((number) => byCalled.get(number) ?? []),
    legsEndingAround: async (starts) =>
      [...new Set(starts.map((leg) => leg.carrier))]
        .flatMap((carrier) => byCarrier.get(carrier) ?? [])
        .filter((leg) => leg.downstream === leg.carrier || leg.downstream === ''),
    callsOfCallers: async (starts) =>
      [...new Set(starts.map((leg) => core(leg.calling_number)))]
        .flatMap((number) => byCalling.get(number) ?? [])
        .map((leg) => ({
          calling: core(leg.calling_number),
          called: core(leg.called_number),
          minute_ms: Math.floor(leg.start_ms / 60_000) * 60_000,
        })),
    clockDifferences: async () => differences,
    feedAccounts: async () => [],
    foreignProviders: async () => new Set(),
  };
}
