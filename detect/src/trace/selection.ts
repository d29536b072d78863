import { legsOf } from './call.ts';
import { clocksAround } from './clock-windows.ts';
import { clockDifferences, clocksOf, either } from './clocks.ts';
import { core } from './numbers.ts';
import { type Selected, selectCall, spanOfCall, type TraceRequest } from './select.ts';
import type { LegSource } from './source.ts';

interface Selection {
  readonly selected: readonly Selected[];
  /** For each call, the carriers that report any leg to its called number at its time, with any caller. */
  readonly reporters: readonly ReadonlySet<string>[];
}

/**
 * Finds the legs of each call, and tells them from those of other calls between the same numbers. The answer for a
 * call depends on the stored legs alone, not on which other calls are asked for with it.
 */
export async function select(source: LegSource, requests: readonly TraceRequest[]): Promise<Selection> {
  const legs = await source.legsTo(
    requests.map((request) => request.called),
    requests.map(spanOfCall),
  );
  const byNumber = Map.groupBy(legs, (leg) => core(leg.called_number));
  const calls = requests.map((request) => {
    const { from, to } = spanOfCall(request);
    const near = (byNumber.get(core(request.called)) ?? []).filter(
      (leg) => leg.start_ms >= from && leg.start_ms <= to,
    );
    const clocks = clocksOf(clockDifferences(near));
    return { request, near, clocks, selected: selectCall(request, near, clocks) };
  });
  const unclear = calls.flatMap(({ request, selected }) => (isUnclear(selected) ? [request.time] : []));
  const clocksAt = await clocksAround(source, unclear);
  return {
    selected: calls.map(({ request, near, clocks, selected }) =>
      isUnclear(selected) ? selectCall(request, near, either(clocksAt(request.time), clocks)) : selected,
    ),
    reporters: calls.map(({ near }) => new Set(near.map((leg) => leg.carrier))),
  };
}

/**
 * Whether the clocks must be known better: only time joins some legs of a call, or only time tells its legs from
 * those of other calls between the same numbers.
 */
const isUnclear = ({ call, others }: Selected) =>
  others.length > 0 ||
  (call !== undefined && legsOf(call).some((leg) => call.forest.before.get(leg)?.evidence === 'inferred'));
