import type { Store } from '@ringtrace/platform/clickhouse';
import { spanOf } from '../segments/queries.ts';
import { AnswerMemory } from '../trace/answer-memory.ts';
import { storeArrivals } from '../trace/arrival-queries.ts';
import { type LegKey, listedLeg } from '../trace/leg-key.ts';
import type { CallPath } from '../trace/path.ts';
import { RememberedLegs } from '../trace/remembered.ts';
import { type LegSource, storeSource } from '../trace/source.ts';
import { callsPerLookUp, traceFrom } from '../trace/trace.ts';
import { type JudgedLeg, judgedLegs, requestOf, storedNow } from './judged-legs.ts';
import { type ExampleLeg, storedLegs } from './queries.ts';
import type { SegmentLegs } from './segment-calls.ts';

/** A traced call of a campaign: its legs as they were judged, in order of start, and its path by all legs stored. */
export interface TracedCall {
  readonly call_key: string;
  readonly legs: readonly ExampleLeg[];
  readonly path: CallPath;
}

/** A call that is to be traced, and the legs of its segment. */
interface SampledCall extends SegmentLegs {
  readonly call_key: string;
}

/** The traced calls of some campaigns, by campaign. */
export type Samples = (
  campaigns: readonly { readonly campaign_id: string; readonly calls: readonly SampledCall[] }[],
) => Promise<Map<string, TracedCall[]>>;

/** So many calls are remembered, the newest: some 30 MB. */
const mostKept = 20_000;

/**
 * Traces a sample of the calls of many campaigns at once, in the same way as `ringtrace trace`. A call whose records
 * were withdrawn meanwhile is left out; its hour is judged again anyway. From one time to the next it remembers the
 * legs that it read: only those around calls for whose minutes something has arrived are read again.
 */
export function createSamples(store: Store): Samples {
  const memory = new AnswerMemory<readonly JudgedLeg[]>(mostKept);
  const source = new RememberedLegs(storeSource(store), storeArrivals(store));
  return async (campaigns) => {
    const sampled = campaigns.flatMap(({ campaign_id, calls }) =>
      calls.map((call) => ({ campaign_id, call })),
    );
    const questions = sampled.map(({ call }) => ({
      key: `${call.segment_id} ${call.call_key}`,
      version: `${call.legs_build}`,
      call,
    }));
    const known = await memory.answersTo(questions, (missing) => readJudged(store, missing));
    const judged = known.map((legs) => legs ?? []);
    const traced: { readonly campaign_id: string; readonly call: TracedCall }[] = [];
    for (let from = 0; from < sampled.length; from += callsPerLookUp) {
      const found = await traceJudged(store, source, judged.slice(from, from + callsPerLookUp));
      for (const [i, { campaign_id }] of sampled.slice(from, from + callsPerLookUp).entries())
        for (const call of found[i] ?? []) traced.push({ campaign_id, call });
    }
    memory.endTurn();
    source.endTurn();
    return new Map(
      [...Map.groupBy(traced, ({ campaign_id }) => campaign_id)].map(([id, own]) => [
        id,
        own.map(({ call }) => call),
      ]),
    );
  };
}

type CallAsked = { readonly key: string; readonly call: SampledCall };

/** Reads which legs some calls have. */
async function readJudged(store: Store, missing: readonly CallAsked[]) {
  const calls = missing.map(({ call }) => call);
  const asked = calls.map(({ hour, legs_build: build, segment_id, call_key }) => ({
    hour,
    build,
    segment_id,
    call_key,
  }));
  const found = await store.query(judgedLegs, { ...spanOf(calls), asked });
  const byCall = Map.groupBy(found, (leg) => `${leg.segment_id} ${leg.call_key}`);
  return ({ key }: CallAsked) => byCall.get(key);
}

/** Traces some calls by their judged legs. A call of which no leg is stored any more, or that cannot be traced, gives []. */
async function traceJudged(
  store: Store,
  source: LegSource,
  judged: readonly (readonly JudgedLeg[])[],
): Promise<TracedCall[][]> {
  const calls = await storedNow(source, (legs) => readStored(store, legs), judged);
  const requests = calls.map(([first]) => (first === undefined ? undefined : requestOf(first)));
  const traces = await traceFrom(
    source,
    requests.flatMap((request) => request ?? []),
  );
  const pathOf = new Map(traces.map((trace) => [trace.request, trace.path]));
  return calls.map((legs, i) => {
    const [request, call_key] = [requests[i], judged[i]?.[0]?.call_key];
    const path = request === undefined ? undefined : pathOf.get(request);
    return path === undefined || call_key === undefined ? [] : [{ call_key, legs, path }];
  });
}

function readStored(store: Store, legs: readonly LegKey[]): Promise<ExampleLeg[]> {
  const times = legs.map(({ start_ms }) => start_ms);
  const second = (ms: number) => Math.floor(ms / 1_000);
  return store.query(storedLegs, {
    first: second(times.reduce((first, ms) => Math.min(first, ms), Number.POSITIVE_INFINITY)),
    last: second(times.reduce((last, ms) => Math.max(last, ms), 0)),
    asked: legs.map(listedLeg),
  });
}
