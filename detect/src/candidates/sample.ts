import type { Store } from '@ringtrace/platform/clickhouse';
import type { CallPath } from '../trace/path.ts';
import { traceCalls } from '../trace/trace.ts';
import type { ExampleLeg } from './queries.ts';

/** A traced call of a campaign: its legs as they were judged, in order of start, and its path by all legs stored. */
export interface TracedCall {
  readonly call_key: string;
  readonly legs: readonly ExampleLeg[];
  readonly path: CallPath;
}

/**
 * Traces the sampled calls of many campaigns at once, in the same way as `ringtrace trace`. Returns them by campaign. A
 * call whose records were withdrawn meanwhile is left out; its hour is judged again anyway. `legs` are in order of
 * campaign and call.
 */
export async function traceSamples(
  store: Store,
  legs: readonly ExampleLeg[],
): Promise<Map<string, TracedCall[]>> {
  const calls = [...Map.groupBy(legs, (leg) => leg.campaign_id).values()]
    .flatMap((ofCampaign) => [...Map.groupBy(ofCampaign, (leg) => leg.call_key).values()])
    .flatMap((own) => own.slice(0, 1).map((first) => ({ first, legs: own })));
  const traces = await traceCalls(
    store,
    calls.map(({ first }) => ({
      calling: first.calling_number,
      called: first.called_number,
      time: first.start_ms,
    })),
  );
  const traced = calls.flatMap(({ first, legs: own }, i) => {
    const path = traces[i]?.path;
    return path === undefined
      ? []
      : [{ campaign_id: first.campaign_id, call_key: first.call_key, legs: own, path }];
  });
  return Map.groupBy(traced, (call) => call.campaign_id);
}
