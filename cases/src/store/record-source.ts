import { happening } from '@ringtrace/detect/candidates/explain';
import { signalInWords } from '@ringtrace/detect/candidates/signals-in-words';
import { type Candidate, findCandidate } from '@ringtrace/detect/candidates/stored-candidates';
import { isComplete } from '@ringtrace/detect/trace/feeds';
import { callsGone } from '@ringtrace/detect/trace/gone';
import { core } from '@ringtrace/detect/trace/numbers';
import { reachMs } from '@ringtrace/detect/trace/select';
import { storeSource } from '@ringtrace/detect/trace/source';
import { type TraceRequest, traceCalls } from '@ringtrace/detect/trace/trace';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { TracedCall } from '../model/hop.ts';
import type { CallRecords } from '../path/call-records.ts';
import type { CampaignCalls, CandidateFacts, RecordSource } from '../work/desk.ts';
import {
  type CampaignSpan,
  campaignDays,
  campaignNamed,
  judgedUntil,
  namesOfProviders,
  tracebacksEndedSince,
  volumeThrough,
} from './record-queries.ts';

/** Members' records and detection's findings in the store. */
export const storeRecords = (store: Store): RecordSource => ({
  calls: (calls, named) => callRecords(store, calls, named),
  async candidate(candidate_id) {
    const found = await findCandidate(store, candidate_id);
    return found === undefined ? undefined : factsOf(found);
  },
  async volume(campaign_id, providers) {
    const span = await currentCampaign(store, campaign_id);
    const [volume] = await store.query(volumeThrough, { ...span, wanted_providers: providers });
    return volume === undefined || volume.calls === 0 ? { calls: 0, from: 0, to: 0 } : volume;
  },
  campaignCalls: (campaign_id, around) => campaignCalls(store, campaign_id, around),
  tracebacksEnded: async (since) =>
    (await store.query(tracebacksEndedSince, { since })).map(({ traceback_id }) => traceback_id),
  providerNames: () => store.query(namesOfProviders, {}),
});

async function callRecords(
  store: Store,
  calls: readonly TracedCall[],
  named: readonly string[],
): Promise<CallRecords[]> {
  const requests = calls.map(
    ({ calling_number, called_number, call_time, window_s }): TraceRequest => ({
      calling: calling_number,
      called: called_number,
      time: call_time,
      windowS: window_s,
    }),
  );
  const [traces, foreign, complete] = await Promise.all([
    traceCalls(store, requests),
    storeSource(store).foreignProviders(),
    completeFeeds(store, requests, named),
  ]);
  const looked_at = new Set(named);
  return traces.map((trace, i) => ({ trace, foreign, complete: complete[i] ?? new Set(), looked_at }));
}

/**
 * For each call, those of the named providers whose feed is complete around it and shows no leg to its called number: a leg
 * with another caller may be this call.
 */
async function completeFeeds(
  store: Store,
  requests: readonly TraceRequest[],
  named: readonly string[],
): Promise<ReadonlySet<string>[]> {
  if (named.length === 0 || requests.length === 0) return requests.map(() => new Set<string>());
  const source = storeSource(store);
  const times = requests.map(({ time }) => time);
  const spans = requests.map((request) => ({
    from: request.time - reachMs(request),
    to: request.time + reachMs(request),
  }));
  const [isGone, accounts, legs] = await Promise.all([
    callsGone(store, requests),
    source.feedAccounts(named, { from: Math.min(...times), to: Math.max(...times) }),
    source.legsTo(
      requests.map(({ called }) => called),
      spans,
    ),
  ]);
  const byCarrier = Map.groupBy(accounts, ({ carrier }) => carrier);
  return requests.map((request, i) => {
    const { called, time } = request;
    // A leg that is missing may have been dropped.
    if (isGone(request)) return new Set<string>();
    const { from = 0, to = 0 } = spans[i] ?? {};
    const reports = legs
      .filter((leg) => core(leg.called_number) === core(called) && leg.start_ms >= from && leg.start_ms <= to)
      .map(({ carrier }) => carrier);
    const seen = new Set(reports);
    return new Set(
      named.filter((provider) => !seen.has(provider) && isComplete(byCarrier.get(provider) ?? [], time)),
    );
  });
}

/** A signal that moves the odds by less than this is not worth a sentence. */
const telling = 0.1;

const factsOf = (candidate: Candidate): CandidateFacts => ({
  candidate_id: candidate.candidate_id,
  campaign_id: candidate.campaign_id,
  status: candidate.status,
  headline: happening(candidate),
  reasons: candidate.evidence.signals
    .filter(({ contribution }) => contribution >= telling)
    .map((signal) => signalInWords(signal)),
  calls: callsOf(candidate),
});

/** The candidate's example, then the other calls that it traced. */
function callsOf({ calling_number, called_number, call_time, evidence }: Candidate): CandidateFacts['calls'] {
  const first = { calling_number, called_number, call_time: Date.parse(`${call_time.replace(' ', 'T')}Z`) };
  const others = evidence.paths.map((path) => ({
    calling_number: path.calling_number,
    called_number: path.called_number,
    call_time: Date.parse(path.time),
  }));
  const isFirst = (call: typeof first) =>
    call.calling_number === first.calling_number &&
    call.called_number === first.called_number &&
    call.call_time === first.call_time;
  return [first, ...others.filter((call) => !isFirst(call))];
}

/** A chain of merges is no longer than this. */
const mostMerges = 20;

/** The campaign that this one is part of now. */
async function currentCampaign(store: Store, campaign_id: string): Promise<CampaignSpan> {
  let campaign = campaign_id;
  for (let merges = 0; ; merges += 1) {
    const [found] = await store.query(campaignNamed, { campaign });
    const { merged_into = null, first = 0, last = 0 } = found ?? {};
    if (merged_into === null || merges >= mostMerges) return { campaign, first, last };
    campaign = merged_into;
  }
}

async function campaignCalls(store: Store, campaign_id: string, around: number): Promise<CampaignCalls> {
  const span = await currentCampaign(store, campaign_id);
  const [days, [judged]] = await Promise.all([
    store.query(campaignDays, { ...span, around }),
    store.query(judgedUntil, { ...span, around }),
  ]);
  return {
    days: days.map(({ day, before, after }) => ({ day, before, after })),
    first: days[0]?.first ?? 0,
    judged_until: judged?.until ?? 0,
  };
}
