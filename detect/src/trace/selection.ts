import { legsOf } from './call.ts';
import { type Clocks, clockDifferences, clocksOf } from './clocks.ts';
import { core } from './numbers.ts';
import { type Selected, selectCall, spanOf, type TraceRequest } from './select.ts';
import type { LegSource } from './source.ts';

interface Selection {
  readonly selected: readonly Selected[];
  /** For each call, the carriers that report any leg to its called number at its time, with any caller. */
  readonly reporters: readonly ReadonlySet<string>[];
}

/** Finds the legs of each call, and tells them from those of other calls between the same numbers. */
export async function select(source: LegSource, requests: readonly TraceRequest[]): Promise<Selection> {
  const spans = requests.map(spanOf);
  const legs = await source.legsTo(
    requests.map((request) => request.called),
    spans,
  );
  const byNumber = Map.groupBy(legs, (leg) => core(leg.called_number));
  const legsOfNumber = (request: TraceRequest) => byNumber.get(core(request.called)) ?? [];
  const reporters = requests.map((request) => {
    const { from, to } = spanOf(request);
    const near = legsOfNumber(request).filter((leg) => leg.start_ms >= from && leg.start_ms <= to);
    return new Set(near.map((leg) => leg.carrier));
  });
  const by = (clocks: Clocks) => ({
    selected: requests.map((request) => selectCall(request, legsOfNumber(request), clocks)),
    reporters,
  });
  const shown = clockDifferences(legs);
  const first = by(clocksOf(shown));
  const unclear = requests.filter((_, i) => isUnclear(first.selected[i])).slice(0, mostSampled);
  if (unclear.length === 0) return first;
  const times = unclear.map((request) => request.time);
  return by(clocksOf([...shown, ...(await source.clockDifferences(times))]));
}

/** The traffic around this many calls is enough to compare the clocks. */
const mostSampled = 3;

/** Whether only time joins some legs of a call, so that the clocks must be known better. */
const isUnclear = (selected: Selected | undefined) =>
  selected?.call !== undefined &&
  legsOf(selected.call).some((leg) => selected.call?.forest.before.get(leg)?.evidence === 'inferred');
