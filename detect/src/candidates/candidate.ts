import { isDeepStrictEqual } from 'node:util';
import type { CampaignRow, CandidateRow } from '@ringtrace/schemas/tables/campaigns';
import { type CandidateEvidence, candidateEvidence, examplesOf, pathsOf, provenanceOf } from './evidence.ts';
import type { Trace } from './example.ts';

const iso = (ms: number) => new Date(ms).toISOString();

function evidenceOf(campaign: CampaignRow, trace: Trace): CandidateEvidence {
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
    provenance: provenanceOf(trace.calls),
    paths: pathsOf(trace.examples),
    examples: examplesOf(trace.examples.flatMap((call) => call.legs)),
  });
}

/** What a human decided stays; one withdrawn, or closed by a merge, opens again when later data say so. */
const statusAfter = (status: string | undefined) =>
  status === 'confirmed' || status === 'dismissed' ? status : 'open';

/** The same candidate with another status: its next revision. */
export const withStatus = (candidate: CandidateRow, status: string): CandidateRow => ({
  ...candidate,
  status,
  revision: candidate.revision + 1,
});

/** The campaign's one candidate, or undefined where it says already what it should. Opened once: opened_at stays. */
export function candidateRow(
  campaign: CampaignRow,
  trace: Trace,
  event_time: number,
  stored: CandidateRow | undefined,
): CandidateRow | undefined {
  const [firstLeg] = trace.example.legs;
  if (firstLeg === undefined) return undefined;
  const { hops, terminating_carrier, next_provider_to_ask } = trace.example.path;
  const row: CandidateRow = {
    candidate_id: stored?.candidate_id ?? campaign.campaign_id.replace(/^c-/, 't-'),
    campaign_id: campaign.campaign_id,
    revision: (stored?.revision ?? 0) + 1,
    status: statusAfter(stored?.status),
    opened_at: stored?.opened_at ?? Date.now(),
    event_time,
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
    evidence: JSON.stringify(evidenceOf(campaign, trace)),
  };
  return stored !== undefined && sameContent(stored, row) ? undefined : row;
}

const sameContent = (a: CandidateRow, b: CandidateRow) =>
  isDeepStrictEqual({ ...a, revision: 0 }, { ...b, revision: 0 });
