import { clockDifferences } from '@ringtrace/detect/trace/clocks';
import type { Leg } from '@ringtrace/detect/trace/leg';
import { core } from '@ringtrace/detect/trace/numbers';
import type { LegSource } from '@ringtrace/detect/trace/source';

/** Legs without a store, for evaluating what tracing makes of them. Nobody's feed is known to be complete. */
export function memorySource(legs: readonly Leg[]): LegSource {
  const byCalled = Map.groupBy(legs, (leg) => core(leg.called_number));
  const byCalling = Map.groupBy(legs, (leg) => core(leg.calling_number));
  const differences = clockDifferences(legs);
  return {
    legsTo: async (called) => [...new Set(called.map(core))].flatMap((number) => byCalled.get(number) ?? []),
    legsEndingAt: async (starts) =>
      [...new Set(starts.map((leg) => core(leg.calling_number)))]
        .flatMap((number) => byCalling.get(number) ?? [])
        .filter((leg) => leg.downstream === leg.carrier),
    clockDifferences: async () => differences,
    feedAccounts: async () => [],
    foreignProviders: async () => new Set(),
  };
}
