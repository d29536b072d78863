import { describe, expect, it } from 'vitest';
import { thresholds } from '../thresholds.ts';
import { signal } from './evidence.fixture.ts';
import { explain, happening, headline, originInWords, provenanceInWords } from './explain.ts';
import type { Candidate } from './stored-candidates.ts';

const candidate: Candidate = {
  candidate_id: 't-1',
  campaign_id: 'c-1',
  status: 'open',
  opened_at: null,
  event_time: '2026-04-07 14:05:00.000',
  calling_number: 12_025_550_100,
  called_number: 13_035_550_100,
  call_time: '2026-04-07 14:01:00.000',
  terminating_carrier: 'b',
  origin_provider: 'a',
  claimed_origin: null,
  entry_provider: null,
  next_provider_to_ask: 'a',
  path: [
    { provider: 'a', role: 'origin', reported: true },
    { provider: 'x', role: 'transit', reported: false },
    { provider: 'b', role: 'terminating', reported: true },
  ],
  revision: 1,
  evidence: {
    calls: 1_400,
    legs: 2_800,
    calling_numbers: 1,
    called_numbers: 1_390,
    carriers: ['a', 'b'],
    first_seen: '2026-04-07T14:00:00.000Z',
    last_seen: '2026-04-07T15:30:00.000Z',
    signals: [signal('one_ring', 2), signal('call_backs', -1), signal('attestation_b', 0.09)],
    highest_score: 0.97,
    patterns: { messages: [], numbers: [], unlike: [] },
    provenance: { traced_calls: 0, origins: [], entries: [] },
    paths: [],
    examples: [],
  },
};
const withEvidence = (more: Partial<Candidate['evidence']>): Candidate => ({
  ...candidate,
  evidence: { ...candidate.evidence, ...more },
});

it('says in one line what happens, and whom to ask', () => {
  expect(headline(candidate)).toBe(
    '1,400 calls from one number (12025550100) to 1,390 called numbers, 2026-04-07 14:00 to 15:30 UTC; ask a',
  );
  expect(happening(withEvidence({ calls: 1, calling_numbers: 20, called_numbers: 1 }))).toContain(
    '1 call from 20 numbers to 1 called number,',
  );
  expect(headline({ ...candidate, next_provider_to_ask: null })).toMatch(/; ask nobody yet$/);
});

it('never calls an origin proven that is only claimed, or claimed that is unknown', () => {
  const claimed = { ...candidate, origin_provider: null, claimed_origin: 'c', entry_provider: 'e' };
  expect(originInWords(candidate)).toMatch(/^Proven: a's own records/);
  expect(originInWords(claimed)).toMatch(/^Claimed, not proven: .* c .* through e\.$/);
  expect(originInWords({ ...claimed, claimed_origin: null })).toMatch(/^Unknown: /);
});

it('tells how the traced calls spread, and nothing where none was traced', () => {
  const origins = [
    { provider: 'a', calls: 3, share: 0.75, proven: true },
    { provider: 'c', calls: 1, share: 0.25, proven: false },
  ];
  const spread = (more: Partial<Candidate['evidence']['provenance']>) =>
    provenanceInWords(withEvidence({ provenance: { traced_calls: 4, origins: [], entries: [], ...more } }));
  expect(spread({ traced_calls: 0 })).toEqual([]);
  expect(spread({})).toEqual(['Of 4 calls traced: no origin named.']);
  expect(spread({ origins, entries: [{ provider: 'e', calls: 4, share: 1 }] })).toEqual([
    'Of 4 calls traced: a 75% (proven), c 25% (claimed), in through e 100%.',
  ]);
});

describe('the whole explanation', () => {
  const lines = explain(candidate);

  it('has what speaks for and against, without signals that hardly count', () => {
    expect(lines.filter((line) => line.startsWith('  +'))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('  -'))).toHaveLength(1);
    expect(lines).toContain('What speaks against it:');
    expect(explain(withEvidence({ signals: [] }))).not.toContain('What speaks against it:');
  });

  it('has the path, with who reported nothing in parentheses, and other calls where there are some', () => {
    expect(lines).toContain('Path: a → (x) → b');
    expect(lines).not.toContain('Other calls worth tracing:');
  });

  it('says of a pending candidate that it is not open yet', () => {
    const isWarned = (status: Candidate['status']) =>
      explain({ ...candidate, status }).some((line) => line.startsWith('Not open yet'));
    expect([isWarned('open'), isWarned('pending')]).toEqual([false, true]);
  });

  it('writes control characters of the feeds out', () => {
    expect(explain({ ...candidate, next_provider_to_ask: 'a\u001b[2J' }).join('\n')).not.toContain('\u001b');
  });
});

it.each([
  ['pending', undefined, 'Not open yet'],
  ['merged', 't-2', 'It became part of t-2: go on there.'],
  ['merged', undefined, 'It became part of another candidate'],
  ['withdrawn', undefined, 'Later records exonerate these calls.'],
] as const)('says first what %s means', (status, successor, words) => {
  expect(explain({ ...candidate, status }, successor)[1]).toContain(words);
});

it('says nothing of the status where it is open', () => {
  expect(explain(candidate)[1]).toMatch(/^Seen by /);
});

it('tells the score that the signals add up to, and the highest that it could be', () => {
  const score = 0.97 / (1 + Math.exp(-(thresholds.priorLogOdds + 2 - 1 + 0.09)));
  expect(explain(candidate)).toContain(
    `Score ${score.toFixed(2)} of at most 0.97: how likely one robocall campaign made these calls.`,
  );
});

it.each(['merged', 'withdrawn'] as const)('asks nobody where the candidate is %s', (status) => {
  const gone = { ...candidate, status };
  expect(headline(gone)).toBe(happening(candidate));
  expect(explain(gone).join(' ')).not.toMatch(/ask/i);
});
