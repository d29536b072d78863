import { clockDifferences } from '@ringtrace/detect/trace/clocks';
import type { Leg } from '@ringtrace/detect/trace/leg';
import { core } from '@ringtrace/detect/trace/numbers';
import type { LegSource } from '@ringtrace/detect/trace/source';
import type { Span } from '@ringtrace/detect/trace/span';

/** Legs in memory, to evaluate tracing without a store. No feed is known to be complete. */
export function memorySource(legs: readonly Leg[]): LegSource {
  const byCalled = Map.groupBy(legs, (leg) => core(leg.called_number));
  const byCalling = Map.groupBy(legs, (leg) => core(leg.calling_number));
  const byCarrier = Map.groupBy(legs, (leg) => leg.carrier);
  const legsOf = ({ from, to }: Span) => legs.filter(({ start_ms }) => start_ms >= from && start_ms <= to);
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
    legsIn: async (spans) => spans.map((span) => legsOf(span).length),
    clockDifferences: async (samples) =>
      samples.map(({ span, every }) =>
        clockDifferences(legsOf(span).filter(({ called_number }) => called_number % every === 0)),
      ),
    feedAccounts: async () => [],
    foreignProviders: async () => new Set(),
  };
}
