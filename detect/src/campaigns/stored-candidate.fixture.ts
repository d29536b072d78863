import type { CandidateRow } from '@ringtrace/schemas/tables/campaigns';

/** A candidate as it is stored. */
export const storedCandidate = (n: number, more: Partial<CandidateRow> = {}): CandidateRow => ({
  candidate_id: `t-${n}`,
  campaign_id: `c-${n}`,
  revision: 3,
  status: 'pending',
  opened_at: 0,
  pending_since: 1_000,
  event_time: 500,
  enough_at: 450,
  calling_number: 12_025_550_100,
  called_number: 13_015_550_100,
  call_time: 400,
  terminating_carrier: 'b',
  origin_provider: 'a',
  claimed_origin: '',
  entry_provider: '',
  next_provider_to_ask: 'a',
  path_providers: ['a', 'b'],
  path_roles: ['origin', 'terminating'],
  path_reported: [true, true],
  evidence: '{}',
  ...more,
});
