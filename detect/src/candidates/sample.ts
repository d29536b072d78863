import type { Store } from '@ringtrace/platform/clickhouse';
import { storeArrivals } from '../trace/arrival-queries.ts';
import { MinuteMemory } from '../trace/minute-memory.ts';
import type { CallPath } from '../trace/path.ts';
import { RememberedLegs } from '../trace/remembered.ts';
import { storeSource } from '../trace/source.ts';
import { traceInTurn } from '../trace/trace.ts';
import {
  type CampaignsWithin,
  type ExampleLeg,
  type SampledLeg,
  sampledCalls,
  storedLegs,
} from './queries.ts';

/** A traced call of a campaign: its legs as they were judged, in order of start, and its path by all legs stored. */
export interface TracedCall {
  readonly call_key: string;
  readonly legs: readonly ExampleLeg[];
  readonly path: CallPath;
}

/** The traced calls of some campaigns, by campaign. */
export type Samples = (asked: CampaignsWithin) => Promise<Map<string, TracedCall[]>>;

/**
 * Traces a sample of the calls of many campaigns at once, in the same way as `ringtrace trace`. A call whose records were withdrawn
 * meanwhile is left out; its hour is judged again anyway. From one time to the next it remembers the legs that it read: only those
 * around calls for whose minutes something has arrived are read again.
 */
export function createSamples(store: Store): Samples {
  const arrivals = storeArrivals(store);
  const ofCalls = new MinuteMemory<readonly ExampleLeg[]>(arrivals);
  const source = new RememberedLegs(storeSource(store), arrivals);
  return async (asked) => {
    const sampled = callsOf(await store.query(sampledCalls, asked));
    const legs = await ofCalls.answersTo(sampled, (missing) => readLegs(store, missing));
    const calls = sampled.flatMap(({ campaign_id, call_key }, i) => {
      const own = (legs[i] ?? []).map((leg) => ({ ...leg, campaign_id }));
      return own.slice(0, 1).map((first) => ({ campaign_id, call_key, first, legs: own }));
    });
    const traces = await traceInTurn(
      source,
      calls.map(({ first }) => ({
        calling: first.calling_number,
        called: first.called_number,
        time: first.start_ms,
      })),
    );
    ofCalls.endTurn();
    source.endTurn();
    const traced = calls.flatMap(({ campaign_id, call_key, legs: own }, i) => {
      const path = traces[i]?.path;
      return path === undefined ? [] : [{ campaign_id, traced: { call_key, legs: own, path } }];
    });
    return new Map(
      [...Map.groupBy(traced, ({ campaign_id }) => campaign_id)].map(([id, own]) => [
        id,
        own.map((call) => call.traced),
      ]),
    );
  };
}

const legKey = ({ carrier, start_ms, call_id }: Pick<SampledLeg, 'carrier' | 'start_ms' | 'call_id'>) =>
  `${carrier}\n${start_ms}\n${call_id}`;

/** The sampled calls in the order of their legs, which is by campaign, call and start. */
function callsOf(legs: readonly SampledLeg[]) {
  return [...Map.groupBy(legs, (leg) => `${leg.campaign_id} ${leg.call_key}`).values()].flatMap((own) => {
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { campaign_id, call_key } = first;
    const span = { from: first.start_ms, to: last.start_ms };
    return [{ campaign_id, call_key, key: `${call_key} ${own.map(legKey).join(' ')}`, span, legs: own }];
  });
}
type SampledCall = ReturnType<typeof callsOf>[number];

/** Reads the legs of some calls. */
async function readLegs(store: Store, calls: readonly SampledCall[]) {
  const asked = calls.flatMap(({ legs }) => legs);
  const times = asked.map(({ start_ms }) => start_ms);
  const second = (ms: number) => Math.floor(ms / 1_000);
  const found = await store.query(storedLegs, {
    first: second(times.reduce((first, ms) => Math.min(first, ms), Number.POSITIVE_INFINITY)),
    last: second(times.reduce((last, ms) => Math.max(last, ms), 0)),
    asked: asked.map(({ carrier, start_ms, call_id }) => ({ carrier, start_time: start_ms, call_id })),
  });
  const byKey = new Map(found.map((leg) => [legKey(leg), leg]));
  return ({ campaign_id, call_key, legs }: SampledCall) =>
    legs.flatMap((leg) => {
      const stored = byKey.get(legKey(leg));
      return stored === undefined ? [] : [{ ...stored, campaign_id, call_key }];
    });
}
