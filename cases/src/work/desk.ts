import type { CaseLog } from '../log/log.ts';
import type { TracedCall } from '../model/hop.ts';
import type { Chance } from '../model/ids.ts';
import type { CallRecords } from '../path/call-records.ts';
import type { Sender } from './sender.ts';

/** What a decision needs besides its own input. Commands and the HTTP API decide by the same functions. */
export interface Desk {
  readonly log: CaseLog;
  readonly records: RecordSource;
  readonly sender: Sender;
  /** ms since 1970. */
  now(): number;
  /** A test gives its own, so that ids repeat. */
  readonly chance?: Chance;
}

/** What detection says of a candidate. */
export interface CandidateFacts {
  readonly candidate_id: string;
  readonly campaign_id: string;
  readonly status: string;
  /** One line: what happens. */
  readonly headline: string;
  /** Why its calls are suspicious, a sentence each. No sentence names a provider. */
  readonly reasons: readonly string[];
  /** Calls worth tracing, the best one first. */
  readonly calls: readonly {
    readonly calling_number: number;
    readonly called_number: number;
    readonly call_time: number;
  }[];
}

/** Suspicious calls, and between which times they began (ms; 0 = none). */
export interface Volume {
  readonly calls: number;
  readonly from: number;
  readonly to: number;
}

/** Calls of a campaign on one day of UTC. */
interface DayCalls {
  /** Midnight, ms since 1970. */
  readonly day: number;
  readonly before: number;
  readonly after: number;
}

/** Calls of a campaign before and after a moment. */
export interface CampaignCalls {
  readonly days: readonly DayCalls[];
  /** First call of the campaign, ms; 0 = none. */
  readonly first: number;
  /**
   * Until when detection has judged records of every member that saw the campaign, ms. What is later was not seen. 0 = one of
   * these members has no judged record since the moment.
   */
  readonly judged_until: number;
}

/** What casework reads of the store. A test gives one in memory. */
export interface RecordSource {
  /**
   * What members' records say of each call.
   * @param named every id of the providers that answers name: whether their feeds are complete is read too
   */
  calls(calls: readonly TracedCall[], named: readonly string[]): Promise<CallRecords[]>;
  candidate(candidate_id: string): Promise<CandidateFacts | undefined>;
  /** Calls of a campaign that records show through a provider, which may have several ids. */
  volume(campaign_id: string, providers: readonly string[]): Promise<Volume>;
  campaignCalls(campaign_id: string, around: number): Promise<CampaignCalls>;
  /** Ids of tracebacks that ended at this moment or later, ms since 1970. */
  tracebacksEnded(since: number): Promise<readonly string[]>;
  /** Names of providers in the reference data. */
  providerNames(): Promise<readonly { readonly provider_id: string; readonly name: string }[]>;
}
