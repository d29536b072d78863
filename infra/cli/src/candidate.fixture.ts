import type { Candidate } from '@ringtrace/detect/candidates/stored-candidates';

/** A candidate in which every text of a carrier is `name`. */
export function candidateOf(name: string, proven: boolean): Candidate {
  const path: Candidate['evidence']['paths'][number]['path'] = [
    { provider: name, role: 'origin', reported: proven, handed_over: null },
    { provider: name, role: 'terminating', reported: true, handed_over: 'both' },
  ];
  const ends = {
    origin_provider: proven ? name : null,
    claimed_origin: name,
    entry_provider: name,
    next_provider_to_ask: name,
  };
  const call = { calling_number: 12_025_550_100, called_number: 13_035_550_100 };
  const example = {
    ...call,
    ...ends,
    time: '2026-03-03T15:00:00Z',
    path,
    confidence: 0.9,
    contradictions: [],
  };
  return {
    ...call,
    ...ends,
    candidate_id: 't-1',
    campaign_id: 'c-1',
    revision: 1,
    status: 'open',
    opened_at: '2026-03-03 15:00:00',
    event_time: '2026-03-03 15:00:00',
    call_time: '2026-03-03 15:00:00',
    terminating_carrier: name,
    path,
    evidence: {
      calls: 2,
      legs: 2,
      calling_numbers: 1,
      called_numbers: 2,
      carriers: [name, name],
      first_seen: '2026-03-03T15:00:00Z',
      last_seen: '2026-03-03T15:01:00Z',
      signals: [],
      highest_score: 0.97,
      patterns: { messages: [], numbers: [], unlike: [] },
      provenance: {
        traced_calls: 2,
        origins: [{ provider: name, calls: 2, share: 1, proven }],
        entries: [{ provider: name, calls: 2, share: 1 }],
      },
      paths: [example, example],
      examples: [],
    },
  };
}
