import type { Writer } from '@ringtrace/cases/log/transaction';
import { ref } from '@ringtrace/cases/model/ids';
import { defaultSettings } from '@ringtrace/cases/model/settings';

const call = {
  calling_number: 12_025_550_100,
  called_number: 13_125_550_111,
  call_time: 1_772_460_000_000,
  window_s: 60,
};
const hop = (position: number, provider: string, basis: 'record' | 'named' | 'answer') => ({
  position,
  provider,
  role: 'transit' as const,
  basis,
  reported: basis === 'record',
  answer_id: basis === 'answer' ? 'ans-1' : '',
  country: '',
  detail: '',
});
const answer = {
  check: { agreement: 'agrees' as const, findings: ['its own leg names p3'] },
  by: 'noc',
  way: 'file' as const,
  sha256: '',
};

/** Opens a case of everything, up to a request that was sent. */
export function firstHalf(w: Writer): void {
  w.append(ref('case', 'case-1'), {
    type: 'case_opened',
    data: {
      source: 'campaign',
      title: 'bank imposter',
      category: 'bank',
      campaign_id: 'c-1',
      candidate_id: 't-1',
      live: false,
    },
  });
  w.append(ref('traceback', 'tb-1'), {
    type: 'traceback_opened',
    data: { case_id: 'case-1', call, hops: [hop(1, 'p1', 'record'), hop(2, 'p2', 'named')], ask: 'p2' },
  });
  w.append(ref('request', 'req-1'), {
    type: 'request_drafted',
    data: {
      traceback_id: 'tb-1',
      case_id: 'case-1',
      provider: 'p2',
      position: 2,
      facts: {
        call,
        reasons: ['short calls'],
        volume: { calls: 412, from: call.call_time, to: call.call_time },
        named_by: 'p1',
        named_how: 'its own record',
      },
    },
  });
  w.append(ref('request', 'req-1'), { type: 'request_approved', data: {} });
  w.append(ref('candidate', 't-2'), {
    type: 'verdict_given',
    data: {
      verdict: 'dismissed',
      campaign_id: 'c-2',
      revision: 3,
      score: 0.9,
      callers: [
        { calling_number: 12_025_550_199, origin_provider: 'p9', customer: 'school', holder_ocn: '' },
      ],
    },
  });
  w.append(ref('settings', 'settings'), { type: 'settings_changed', data: defaultSettings });
  w.append(ref('feed', 'dead-letters'), { type: 'dead_letters_replay_begun', data: {} });
  w.append(ref('feed', 'dead-letters'), {
    type: 'dead_letters_replayed',
    data: { replayed: 3, still_dead: 1 },
  });
  w.append(ref('feed', 'dead-letters'), { type: 'dead_letters_close_begun', data: { carrier: 'p1' } });
  w.append(ref('feed', 'dead-letters'), { type: 'dead_letters_closed', data: { carrier: 'p1', closed: 2 } });
  w.append(ref('feed', 'dead-letters'), { type: 'dead_letters_reopen_begun', data: { carrier: 'p1' } });
  w.append(ref('feed', 'dead-letters'), {
    type: 'dead_letters_reopened',
    data: { carrier: 'p1', reopened: 2 },
  });
}

/** What follows: the answer, an action, a provider, a demand and a package. */
export function secondHalf(w: Writer): void {
  w.append(ref('request', 'req-1'), {
    type: 'request_sent',
    data: {
      batch_id: 'b-1',
      channel: 'file',
      address: 'outbox',
      bytes: [{ form: 'text', sha256: w.keep(Buffer.from('please answer')) }],
      due_at: call.call_time + 86_400_000,
      calendar: {
        name: 'default',
        zone: 'America/New_York',
        opens: '08:00',
        closes: '17:30',
        weekdays: [1, 2, 3, 4, 5],
        holidays: [],
      },
    },
  });
  w.append(ref('answer', 'ans-1'), {
    type: 'answer_given',
    data: {
      request_id: 'req-1',
      traceback_id: 'tb-1',
      provider: 'p2',
      content: { kind: 'upstream', upstream: 'p3' },
      ...answer,
    },
  });
  w.append(ref('request', 'req-1'), { type: 'request_answered', data: { answer_id: 'ans-1', late: false } });
  w.append(ref('traceback', 'tb-1'), {
    type: 'path_answered',
    data: {
      answer_id: 'ans-1',
      request_id: 'req-1',
      hops: [hop(1, 'p1', 'record'), hop(2, 'p2', 'answer'), hop(3, 'p3', 'named')],
      ask: 'p3',
    },
  });
  w.append(ref('traceback', 'tb-1'), {
    type: 'traceback_ended',
    data: { outcome: 'foreign', provider: 'p3', country: 'GB', detail: '' },
  });
  w.append(ref('action', 'act-1'), {
    type: 'action_recorded',
    data: {
      case_id: 'case-1',
      traceback_id: 'tb-1',
      provider: 'p2',
      caller: 'ACME',
      action: 'warned',
      taken_at: call.call_time,
      detail: '',
    },
  });
  w.append(ref('action', 'act-1'), { type: 'action_withdrawn', data: {} });
  w.append(ref('provider', 'p2'), {
    type: 'objection_filed',
    data: { objection_id: 'o-1', by: 'p2', text: 'not ours', card_as_of: call.call_time },
  });
  w.append(ref('demand', 'dem-1'), {
    type: 'demand_received',
    data: {
      from: 'an attorney general',
      type: 'subpoena',
      reference: '2026-17',
      received_at: call.call_time,
      due_at: call.call_time,
      cut_off: call.call_time,
      scope: {
        case_ids: [],
        providers: [],
        calling_numbers: [],
        called_numbers: [],
        from: 0,
        to: call.call_time,
      },
    },
  });
  w.append(ref('package', 'pkg-1'), {
    type: 'package_written',
    data: {
      case_id: 'case-1',
      to: 'an attorney general',
      profile: 'legal',
      demand_id: 'dem-1',
      manifest_sha256: 'ab'.repeat(32),
      files: 4,
    },
  });
  w.append(ref('candidate', 't-2'), { type: 'verdict_taken_back', data: {} });
}
