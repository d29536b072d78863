import { memoryLog } from '@ringtrace/cases/log/log.fixture';
import type { Writer } from '@ringtrace/cases/log/transaction';
import type { AnswerContent } from '@ringtrace/cases/model/answer';
import type { Hop } from '@ringtrace/cases/model/hop';
import { ref } from '@ringtrace/cases/model/ids';
import type { Outcome } from '@ringtrace/cases/model/traceback';

/**
 * A small log of casework, made by hand, whose figures the tests count by hand. Providers: m1 is a member and terminates; t1 is a
 * transit; g1 a gateway; o1 (also known as o1-west) an origin; f1 is abroad; s1 is silent, and answers after the period; n1 is new.
 */
type Step = readonly [at: string, event: (w: Writer) => void];

const hop = (
  provider: string,
  role: Hop['role'],
  basis: Hop['basis'],
  country = '',
): Omit<Hop, 'position'> => ({
  provider,
  role,
  basis,
  reported: basis === 'record' || basis === 'both',
  answer_id: '',
  country,
  detail: '',
});
type Path = readonly Omit<Hop, 'position'>[];
const placed = (hops: Path): Hop[] => hops.map((one, i) => ({ position: i + 1, ...one }));
const m1 = hop('m1', 'terminating', 'record');

const callAt = (time: string) => ({
  calling_number: 12_025_550_100,
  called_number: 13_125_550_111,
  call_time: Date.parse(time),
  window_s: 60,
});
const calendar = {
  name: 'default',
  zone: 'America/New_York',
  opens: '08:00',
  closes: '17:30',
  weekdays: [1, 2, 3, 4, 5],
  holidays: [],
};

const openCase =
  (id: string, campaign_id: string, category: string, live = false) =>
  (w: Writer) =>
    void w.append(ref('case', id), {
      type: 'case_opened',
      data: {
        source: live ? 'agency' : 'campaign',
        title: `case ${id}`,
        category,
        campaign_id,
        candidate_id: '',
        live,
      },
    });
const openTraceback = (id: string, case_id: string, call: string, hops: Path) => (w: Writer) =>
  void w.append(ref('traceback', id), {
    type: 'traceback_opened',
    data: { case_id, call: callAt(call), hops: placed(hops), ask: hops.at(-1)?.provider ?? '' },
  });
const end =
  (id: string, outcome: Outcome, provider = '', country = '') =>
  (w: Writer) =>
    void w.append(ref('traceback', id), {
      type: 'traceback_ended',
      data: { outcome, provider, country, detail: '' },
    });

const send =
  (id: string, traceback_id: string, case_id: string, provider: string, due: string) => (w: Writer) => {
    const request = ref('request', id);
    const data = {
      traceback_id,
      case_id,
      provider,
      position: 2,
      facts: {
        call: callAt('2026-03-01T12:00:00Z'),
        reasons: [],
        volume: { calls: 10, from: 0, to: 0 },
        named_by: 'm1',
        named_how: 'its own record',
      },
    };
    w.append(request, { type: 'request_drafted', data });
    w.append(request, { type: 'request_approved', data: {} });
    w.append(request, {
      type: 'request_sent',
      data: {
        batch_id: id,
        channel: 'file',
        address: 'outbox',
        bytes: [],
        due_at: Date.parse(due),
        calendar,
      },
    });
    w.append(request, { type: 'request_delivered', data: {} });
  };

interface Answered {
  readonly request: string;
  readonly traceback: string;
  readonly provider: string;
  readonly content: AnswerContent;
  readonly late?: boolean;
  readonly path?: Path;
}
const answer =
  ({ request, traceback, provider, content, late = false, path }: Answered) =>
  (w: Writer) => {
    const answer_id = `ans-${request}`;
    w.append(ref('answer', answer_id), {
      type: 'answer_given',
      data: {
        request_id: request,
        traceback_id: traceback,
        provider,
        content,
        check: { agreement: 'unknown', findings: [] },
        by: 'noc',
        way: 'command',
        sha256: '',
      },
    });
    w.append(ref('request', request), { type: 'request_answered', data: { answer_id, late } });
    if (path !== undefined)
      w.append(ref('traceback', traceback), {
        type: 'path_answered',
        data: { answer_id, request_id: request, hops: placed(path), ask: '' },
      });
  };
const act =
  (id: string, traceback_id: string, case_id: string, action: 'warned' | 'terminated', taken: string) =>
  (w: Writer) =>
    void w.append(ref('action', id), {
      type: 'action_recorded',
      data: {
        case_id,
        traceback_id,
        provider: traceback_id === 'tb-0' ? 'o1' : 'o1-west',
        caller: 'ACME',
        action,
        taken_at: Date.parse(taken),
        detail: '',
      },
    });
const demand = (id: string, type: 'subpoena' | 'agency_request') => (w: Writer) =>
  void w.append(ref('demand', id), {
    type: 'demand_received',
    data: {
      from: 'an attorney general',
      type,
      reference: id,
      received_at: w.at,
      due_at: w.at,
      cut_off: w.at,
      scope: { case_ids: [], providers: [], calling_numbers: [], called_numbers: [], from: 0, to: 0 },
    },
  });

const steps: readonly Step[] = [
  // Before the period: a caller is identified, and warned.
  ['2026-02-10T10:00:00Z', openCase('case-0', 'c-0', 'bank imposter')],
  [
    '2026-02-10T11:00:00Z',
    openTraceback('tb-0', 'case-0', '2026-02-10T09:00:00Z', [
      m1,
      hop('t1', 'transit', 'record'),
      hop('o1', 'originating', 'both'),
    ]),
  ],
  ['2026-02-12T11:00:00Z', end('tb-0', 'caller_identified', 'o1')],
  ['2026-02-13T09:00:00Z', act('act-0', 'tb-0', 'case-0', 'warned', '2026-02-13T09:00:00Z')],
  // At the first moment of the period, and still open.
  ['2026-03-01T00:00:00Z', openCase('case-1', 'c-1', 'bank imposter')],
  [
    '2026-03-01T00:00:00Z',
    openTraceback('tb-8', 'case-1', '2026-02-28T23:00:00Z', [m1, hop('t1', 'unknown', 'named')]),
  ],
  // An answer in time, then a late one that names the caller, who is terminated.
  [
    '2026-03-02T10:00:00Z',
    openTraceback('tb-1', 'case-1', '2026-03-01T12:00:00Z', [m1, hop('t1', 'unknown', 'named')]),
  ],
  ['2026-03-02T11:00:00Z', send('req-1', 'tb-1', 'case-1', 't1', '2026-03-03T11:00:00Z')],
  [
    '2026-03-02T15:00:00Z',
    answer({
      request: 'req-1',
      traceback: 'tb-1',
      provider: 't1',
      content: { kind: 'upstream', upstream: 'o1-west' },
      path: [m1, hop('t1', 'transit', 'answer'), hop('o1-west', 'unknown', 'named')],
    }),
  ],
  [
    '2026-03-02T15:30:00Z',
    (w) =>
      void w.append(ref('provider', 'o1'), {
        type: 'provider_described',
        data: {
          name: 'Origin One',
          aliases: ['o1-west'],
          former_names: [],
          principals: [],
          contacts: [],
          webhook: '',
          zone: '',
          calendar: '',
          country: 'US',
          continues: [],
        },
      }),
  ],
  ['2026-03-02T16:00:00Z', send('req-2', 'tb-1', 'case-1', 'o1-west', '2026-03-03T16:00:00Z')],
  [
    '2026-03-03T16:00:00Z',
    (w) => void w.append(ref('request', 'req-2'), { type: 'request_overdue', data: {} }),
  ],
  [
    '2026-03-05T16:00:00Z',
    answer({
      request: 'req-2',
      traceback: 'tb-1',
      provider: 'o1-west',
      content: { kind: 'own_customer', customer: { name: 'Acme' } },
      late: true,
      path: [m1, hop('t1', 'transit', 'answer'), hop('o1-west', 'originating', 'answer')],
    }),
  ],
  ['2026-03-05T16:00:00Z', end('tb-1', 'caller_identified', 'o1-west')],
  ['2026-03-06T09:00:00Z', act('act-1', 'tb-1', 'case-1', 'terminated', '2026-03-06T08:00:00Z')],
  // A call from abroad.
  [
    '2026-03-03T10:00:00Z',
    openTraceback('tb-2', 'case-1', '2026-03-03T09:00:00Z', [m1, hop('g1', 'unknown', 'named')]),
  ],
  ['2026-03-03T12:00:00Z', send('req-3', 'tb-2', 'case-1', 'g1', '2026-03-04T12:00:00Z')],
  [
    '2026-03-04T00:00:00Z',
    answer({
      request: 'req-3',
      traceback: 'tb-2',
      provider: 'g1',
      content: { kind: 'foreign_upstream', upstream: 'f1', country: 'GB' },
      path: [m1, hop('g1', 'gateway', 'answer'), hop('f1', 'foreign', 'named', 'GB')],
    }),
  ],
  ['2026-03-04T00:00:00Z', end('tb-2', 'foreign', 'f1', 'GB')],
  // Silence; the answer comes after the period.
  ['2026-03-10T10:00:00Z', openCase('case-2', 'c-2', 'utility')],
  [
    '2026-03-10T10:00:00Z',
    openTraceback('tb-3', 'case-2', '2026-03-10T09:00:00Z', [m1, hop('s1', 'unknown', 'named')]),
  ],
  ['2026-03-10T12:00:00Z', send('req-4', 'tb-3', 'case-2', 's1', '2026-03-11T12:00:00Z')],
  [
    '2026-03-11T12:00:00Z',
    (w) => void w.append(ref('request', 'req-4'), { type: 'request_overdue', data: {} }),
  ],
  [
    '2026-03-16T12:00:00Z',
    (w) => void w.append(ref('request', 'req-4'), { type: 'request_non_responsive', data: {} }),
  ],
  ['2026-03-16T12:00:00Z', end('tb-3', 'non_responsive', 's1')],
  [
    '2026-04-10T12:00:00Z',
    answer({
      request: 'req-4',
      traceback: 'tb-3',
      provider: 's1',
      content: { kind: 'upstream', upstream: 'n1' },
      late: true,
      path: [m1, hop('s1', 'transit', 'answer'), hop('n1', 'unknown', 'named')],
    }),
  ],
  [
    '2026-04-10T12:00:00Z',
    (w) => void w.append(ref('traceback', 'tb-3'), { type: 'traceback_reopened', data: {} }),
  ],
  // A refusal.
  [
    '2026-03-12T10:00:00Z',
    openTraceback('tb-4', 'case-2', '2026-03-12T09:00:00Z', [m1, hop('t1', 'unknown', 'named')]),
  ],
  ['2026-03-12T12:00:00Z', send('req-5', 'tb-4', 'case-2', 't1', '2026-03-13T12:00:00Z')],
  [
    '2026-03-13T12:00:00Z',
    answer({
      request: 'req-5',
      traceback: 'tb-4',
      provider: 't1',
      content: { kind: 'refused', reason: 'only the regulator may ask' },
    }),
  ],
  ['2026-03-13T12:00:00Z', end('tb-4', 'refused', 't1')],
  // A live call, and a traceback that was withdrawn.
  ['2026-03-20T10:00:00Z', openCase('case-3', '', 'live scam', true)],
  [
    '2026-03-20T10:00:00Z',
    openTraceback('tb-5', 'case-3', '2026-03-20T09:55:00Z', [m1, hop('o1', 'originating', 'record')]),
  ],
  ['2026-03-20T11:00:00Z', end('tb-5', 'originator_identified', 'o1')],
  [
    '2026-03-21T10:00:00Z',
    openTraceback('tb-6', 'case-2', '2026-03-21T09:00:00Z', [m1, hop('x1', 'unknown', 'named')]),
  ],
  ['2026-03-21T11:00:00Z', end('tb-6', 'withdrawn')],
  ['2026-03-15T10:00:00Z', demand('dem-1', 'subpoena')],
  // The first moment after the period.
  [
    '2026-04-01T00:00:00Z',
    openTraceback('tb-7', 'case-2', '2026-03-31T23:00:00Z', [m1, hop('t1', 'unknown', 'named')]),
  ],
  ['2026-04-01T00:00:00Z', demand('dem-2', 'agency_request')],
];

/** The log, written in the order of time. */
export function handMadeLog() {
  const { log, clock } = memoryLog(0);
  for (const [at, event] of steps.toSorted(([a], [b]) => Date.parse(a) - Date.parse(b))) {
    clock.now = Date.parse(at);
    log.transact({ name: 'anna', reason: '' }, event);
  }
  return log;
}

/** The moment at which the period ends, and one after the late answer. */
export const endOfPeriod = Date.parse('2026-04-01T00:00:00Z');
export const muchLater = Date.parse('2026-05-01T00:00:00Z');
