import {
  type CandidateRow,
  type CandidateStatus,
  candidateStatuses,
} from '@ringtrace/schemas/tables/campaigns';
import { describe, expect, it } from 'vitest';
import { closed, opened } from './candidate.ts';

const candidate = (status: CandidateStatus, opened_at = 0): CandidateRow => ({
  candidate_id: `t-${status}`,
  campaign_id: `c-${status}`,
  revision: 3,
  status,
  opened_at,
  pending_since: 1_000,
  event_time: 500,
  enough_at: 450,
  calling_number: 12_025_550_100,
  called_number: 12_025_550_199,
  call_time: 400,
  terminating_carrier: 'b',
  origin_provider: 'a',
  claimed_origin: '',
  entry_provider: '',
  next_provider_to_ask: '',
  path_providers: [],
  path_roles: [],
  path_reported: [],
  evidence: '{}',
});
const all = candidateStatuses.map((status) => candidate(status));

describe('of candidates that were changed since they were found', () => {
  it('only those still pending are opened', () => {
    expect(opened(all, 2_000)).toEqual([
      { ...candidate('pending'), status: 'open', opened_at: 2_000, revision: 4 },
    ]);
  });

  it('only those still open are closed', () => {
    expect(closed(all)).toEqual([{ ...candidate('open'), status: 'closed', revision: 4 }]);
  });
});

it('a candidate that was open before keeps the time of that', () => {
  expect(opened([candidate('pending', 700)], 2_000)).toMatchObject([{ status: 'open', opened_at: 700 }]);
});
