import type { Standing } from '@ringtrace/cases/log/transaction';
import { ref } from '@ringtrace/cases/model/ids';
import { describe, expect, it } from 'vitest';
import {
  afterApproval,
  answersInWords,
  calledInFull,
  campaignInWords,
  caseInWords,
  previewInWords,
  requestInWords,
  sentInWords,
  settledInWords,
  tracebackInWords,
} from './tell.ts';

const call = {
  calling_number: 12_025_550_100,
  called_number: 13_035_550_100,
  call_time: Date.parse('2026-03-02T14:30:00Z'),
  window_s: 30,
};

const tracebackOf = (name: string): Standing<'traceback'> => ({
  ref: ref('traceback', 'tb-1'),
  version: 2,
  state: {
    kind: 'traceback',
    case_id: 'case-1',
    call,
    hops: (['record', 'named'] as const).map((basis, i) => ({
      position: i + 1,
      provider: name,
      role: i === 0 ? ('terminating' as const) : ('unknown' as const),
      basis,
      reported: i === 0,
      answer_id: '',
      country: '',
      detail: name,
    })),
    ask: name,
    status: 'open',
    outcome: '',
    provider: '',
    country: '',
    detail: '',
    opened_at: call.call_time,
    ended_at: 0,
  },
});

const requestOf = (name: string): Standing<'request'> => ({
  ref: ref('request', 'req-1'),
  version: 1,
  state: {
    kind: 'request',
    traceback_id: 'tb-1',
    case_id: 'case-1',
    provider: name,
    position: 2,
    facts: {
      call,
      reasons: [name],
      volume: { calls: 0, from: 0, to: 0 },
      named_by: name,
      named_how: name,
    },
    status: 'draft',
    batch_id: '',
    channel: '',
    address: '',
    bytes: [],
    calendar: undefined,
    answer_id: '',
    reminders: 0,
    failed_tries: 0,
    drafted_at: call.call_time,
    approved_at: 0,
    sent_at: 0,
    handed_over_at: 0,
    not_sent_at: 0,
    delivered_at: 0,
    acknowledged_at: 0,
    due_at: 0,
    reminded_at: 0,
    answered_at: 0,
  },
});

const caseOf = (name: string): Standing<'case'> => ({
  ref: ref('case', 'case-1'),
  version: 1,
  state: {
    kind: 'case',
    source: 'complaint',
    title: name,
    category: name,
    campaign_id: '',
    candidate_id: '',
    live: false,
    status: 'open',
    assignee: name,
    held: false,
    held_until: 0,
    outcome: '',
    opened_at: call.call_time,
    closed_at: 0,
  },
});

const previewOf = (name: string) => {
  const { state } = tracebackOf(name);
  return previewInWords({
    request: requestOf(name),
    check: { agreement: 'contradicts', findings: [name] },
    before: state,
    after: {
      hops: state.hops,
      ask: '',
      end: { outcome: 'disputed', provider: name, country: '', detail: name },
    },
  });
};

const answerOf = (name: string): Standing<'answer'> => ({
  ref: ref('answer', 'ans-1'),
  version: 2,
  state: {
    kind: 'answer',
    request_id: 'req-1',
    traceback_id: 'tb-1',
    provider: name,
    content: { kind: 'upstream', upstream: name },
    check: { agreement: 'contradicts', findings: [name] },
    by: name,
    way: 'command',
    sha256: '',
    received_at: call.call_time - 60_000,
    given_at: call.call_time,
    amended_at: call.call_time + 60_000,
    amendments: 1,
  },
});

const judgedBy = (name: string): Standing<'candidate'> => ({
  ref: { kind: 'candidate', id: 't-1' },
  version: 1,
  state: {
    kind: 'candidate',
    verdict: 'dismissed',
    campaign_id: 'c-1',
    revision: 1,
    score: 0.9,
    callers: [],
    given_at: 0,
    by: name,
    reason: name,
  },
});

const outputs: Readonly<Record<string, (name: string) => string>> = {
  case: (name) =>
    caseInWords(
      caseOf(name),
      [tracebackOf(name)],
      [{ at: 0, actor: name, type: 'case_noted', reason: name, text: name }],
      judgedBy(name),
    ),
  traceback: (name) => tracebackInWords(tracebackOf(name), [requestOf(name)], calledInFull),
  request: (name) => requestInWords(requestOf(name), calledInFull),
  answer: previewOf,
  answers: (name) => answersInWords([answerOf(name)]).join('\n'),
  settled: (name) =>
    settledInWords({ traceback: tracebackOf(name), drafted: requestOf(name), closed: [requestOf(name)] }),
  sent: (name) =>
    sentInWords([
      { provider: name, batch_id: 'bat-1', requests: [requestOf(name)], delivered: false, why: name },
    ]),
};

describe.each(Object.entries(outputs))('%s', (_, show) => {
  it.each(['x\nAsk next: northstar', '\u001b[2J', '\u202eabc'])('writes %j so that it is seen', (name) => {
    const raw = /[\p{Cc}\p{Cf}]/u;
    expect(show(name).replaceAll('\n', '')).not.toMatch(raw);
    expect(show(name).split('\n').length).toBe(show('north').split('\n').length);
  });
});

describe('in words', () => {
  it('a case says that its candidate was dismissed', () => {
    expect(outputs['case']?.('north')).toContain(
      'Candidate t-1 was DISMISSED by north at -: north. No request',
    );
  });

  it('a traceback says how much is proven, and whom to ask', () => {
    expect(outputs['traceback']?.('north')).toContain('open; ask north');
    expect(outputs['traceback']?.('north')).toContain('Path: 2 hops, 1 proven, ask 1');
  });

  it('an answer says what records make of it, and when it was amended', () => {
    const [, told] = answersInWords([answerOf('north')]);
    expect(told).toMatch(
      /ans-1 +north +upstream +contradict +2026-03-02 14:29:00 UTC +2026-03-02 14:30:00 UTC +2026-03-02 14:31:00 UTC +2/,
    );
    expect(answersInWords([])).toEqual([]);
  });

  it('a draft names the command that approves it', () => {
    expect(outputs['settled']?.('north')).toContain('npx ringtrace request approve req-1');
  });

  it('an answer says whether records contradict it, and what it does', () => {
    expect(previewOf('north')).toContain("CONTRADICTS members' records\n  north");
    expect(previewOf('north')).toContain('Path after:  2 hops, 1 proven, ask 0; it ends: disputed. north');
  });

  it.each([
    ['yes', 'The campaign went on.'],
    ['no', 'No call of the campaign was seen after the action.'],
    ['unknown', 'Nobody can tell yet'],
  ] as const)('a campaign that went on: %s', (went_on, words) => {
    const told = campaignInWords({
      days: [{ day: call.call_time, before: 300, after: 20 }],
      first: call.call_time,
      judged_until: call.call_time,
      before: { calls: 300, days: 2 },
      after: { calls: 20, days: 0 },
      went_on,
    });
    expect(told).toContain(words);
    expect(told).toContain('Before: 300 calls in 2.0 days, 150 a day');
    expect(told).toContain('After:  20 calls, records are judged until 2026-03-02 14:30:00 UTC');
  });
});

describe('what becomes of approved requests', () => {
  it('is told by the rules in force', () => {
    expect(afterApproval({ send_approved: true, send_after_s: 60 })).toContain(
      'by themselves 60 s after the last approval',
    );
    expect(afterApproval({ send_approved: false, send_after_s: 60 })).toContain(
      'Nothing sends them by itself',
    );
  });
});
