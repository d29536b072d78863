import { isDeepStrictEqual } from 'node:util';
import type { CampaignRow, CandidateRow, CandidateStatus } from '@ringtrace/schemas/tables/campaigns';
import { type CandidateEvidence, candidateEvidence } from './evidence.ts';
import type { Trace } from './example.ts';
import { examplesOf, pathsOf, provenanceOf } from './traced-calls.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** What a candidate says of a campaign beyond its row. */
export type Shown = Pick<CandidateEvidence, 'highest_score' | 'patterns'>;

/** The copies of counts, signals and legs that a candidate keeps. */
function evidenceOf(campaign: CampaignRow, shown: Shown, trace: Trace): CandidateEvidence {
  const { calls, legs, calling_numbers, called_numbers, carriers, first_seen, last_seen } = campaign;
  return candidateEvidence.parse({
    calls,
    legs,
    calling_numbers,
    called_numbers,
    carriers,
    first_seen: iso(first_seen),
    last_seen: iso(last_seen),
    signals: JSON.parse(campaign.signals),
    ...shown,
    provenance: provenanceOf(trace.calls),
    paths: pathsOf(trace.examples),
    examples: examplesOf(trace.examples.flatMap((call) => call.legs)),
  });
}

type Standing = Pick<CandidateRow, 'status' | 'opened_at'>;

const hasOpened = ({ status }: Standing) => status === 'open' || status === 'closed';

/**
 * Status of a candidate whose campaign is written, and the time at which it was first opened. What a person decided stays.
 * An open candidate stays open, and a closed one opens again. So does one that takes over such candidates: `absorbed` are
 * those of campaigns that are parts of this one now. All others are new or come back: they wait as pending until nothing
 * holds them.
 */
function standingAfter(stored: Standing | undefined, absorbed: readonly Standing[]): Standing {
  const opened_at = stored?.opened_at ?? 0;
  if (stored?.status === 'confirmed' || stored?.status === 'dismissed')
    return { status: stored.status, opened_at };
  const open = [...(stored === undefined ? [] : [stored]), ...absorbed].filter(hasOpened);
  if (open.length === 0) return { status: 'pending', opened_at };
  const times = [opened_at, ...open.map((candidate) => candidate.opened_at)].filter((time) => time > 0);
  return { status: 'open', opened_at: times.length === 0 ? 0 : Math.min(...times) };
}

/** The same candidate with another status: its next revision. */
export const withStatus = (candidate: CandidateRow, status: CandidateStatus): CandidateRow => ({
  ...candidate,
  status,
  revision: candidate.revision + 1,
});

/**
 * The pending ones of some candidates, opened. Others are left out: a person or another worker has changed them since
 * they were found. Each keeps the time at which it was first opened. `now` is ms since 1970.
 */
export const opened = (candidates: readonly CandidateRow[], now: number): CandidateRow[] =>
  candidates
    .filter(({ status }) => status === 'pending')
    .map((candidate) => ({ ...withStatus(candidate, 'open'), opened_at: candidate.opened_at || now }));

/** The open ones of some candidates, closed. Others are left out, as in `opened`. */
export const closed = (candidates: readonly CandidateRow[]): CandidateRow[] =>
  candidates.filter(({ status }) => status === 'open').map((candidate) => withStatus(candidate, 'closed'));

/** Times of a candidate row, ms since 1970. */
export interface CandidateTimes {
  readonly event_time: number;
  readonly enough_at: number;
  /** When the row is written. */
  readonly now: number;
}

/**
 * The candidate of a campaign; undefined where the stored one says the same already. A campaign has one candidate, which
 * keeps its id and the time at which it was first opened. `absorbed` are the candidates of campaigns that are parts of this
 * one now.
 */
export function candidateRow(
  { campaign, shown }: { readonly campaign: CampaignRow; readonly shown: Shown },
  trace: Trace,
  { event_time, enough_at, now }: CandidateTimes,
  stored: CandidateRow | undefined,
  absorbed: readonly CandidateRow[],
): CandidateRow | undefined {
  const [firstLeg] = trace.example.legs;
  if (firstLeg === undefined) return undefined;
  const { hops, terminating_carrier, next_provider_to_ask } = trace.example.path;
  const { status, opened_at } = standingAfter(stored, absorbed);
  const becomesPending = status === 'pending' && stored?.status !== 'pending';
  const row: CandidateRow = {
    candidate_id: stored?.candidate_id ?? campaign.campaign_id.replace(/^c-/, 't-'),
    campaign_id: campaign.campaign_id,
    revision: (stored?.revision ?? 0) + 1,
    status,
    opened_at,
    pending_since: becomesPending ? now : (stored?.pending_since ?? 0),
    event_time,
    enough_at,
    calling_number: firstLeg.calling_number,
    called_number: firstLeg.called_number,
    call_time: firstLeg.start_ms,
    terminating_carrier,
    origin_provider: trace.origin_provider,
    claimed_origin: trace.claimed_origin,
    entry_provider: trace.entry_provider,
    next_provider_to_ask,
    path_providers: hops.map((hop) => hop.provider),
    path_roles: hops.map((hop) => hop.role),
    path_reported: hops.map((hop) => hop.reported),
    evidence: JSON.stringify(evidenceOf(campaign, shown, trace)),
  };
  return stored !== undefined && sameContent(stored, row) ? undefined : row;
}

/** Whether two revisions say the same. */
const sameContent = (a: CandidateRow, b: CandidateRow) =>
  isDeepStrictEqual({ ...a, revision: 0 }, { ...b, revision: 0 });
