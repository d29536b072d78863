import { type CaseLog, openLog } from '@ringtrace/cases/log/log';
import { ref } from '@ringtrace/cases/model/ids';
import type { Store } from '@ringtrace/platform/clickhouse';

/** A case of one campaign with three calls over three carriers, and all that may not leak from it. */
export const truth = {
  caseId: 'case-0000000001',
  campaign: 'c-7',
  calling: 12125550100,
  /** The call that is traced, and two more. */
  called: [13035551234, 13035552345, 17205553456],
  at: Date.parse('2026-03-02T15:00:00Z'),
  carriers: ['alphatel', 'betacom', 'gammafone'],
  /** Does not report. */
  silent: 'deltavoice',
  customer: 'Robo Dial Ltd',
} as const;

const time = (ms: number) => new Date(ms).toISOString();
const insert = (store: Store, table: string, values: readonly object[]) =>
  store.client.insert({
    table,
    format: 'JSONEachRow',
    values: [...values],
    clickhouse_settings: { date_time_input_format: 'best_effort', optimize_on_insert: 0 },
  });

/** Each call as each carrier wrote it. One call_id is a formula, one holds the called number. */
const legs = truth.called.flatMap((called_number, call) =>
  truth.carriers.map((carrier, hop) => ({
    carrier,
    start_time: truth.at + call * 60_000 + hop * 100,
    call_id: call === 0 ? `=cmd|'${hop}` : call === 1 ? `${called_number}@switch${hop}` : `id-${call}-${hop}`,
    calling_number: truth.calling,
    called_number,
    upstream: truth.carriers[hop - 1] ?? truth.silent,
    downstream: truth.carriers[hop + 1] ?? carrier,
    call_key: `key-${call}`,
  })),
);

export async function storeCampaign(store: Store): Promise<void> {
  const hour = time(truth.at);
  await insert(
    store,
    'cdr_store',
    legs.map(({ call_key: _, start_time, ...leg }) => ({
      ...leg,
      start_time: time(start_time),
      ver: '144115188075855873',
      revision: 2,
      answer_time: time(start_time + 3_000),
      end_time: time(start_time + 7_000),
      calling_number_form: 'plus',
      called_number_form: 'national',
      sip_code: 200,
      attestation: 'A',
      caller_name: `call for ${leg.called_number}`,
      reference_version: 3,
    })),
  );
  await insert(
    store,
    'segment_calls_store',
    legs.map(({ upstream: _, downstream: __, start_time, ...leg }) => ({
      ...leg,
      hour,
      build: 1,
      segment_id: 's-1',
      call_start: time(start_time),
      start_time: time(start_time),
    })),
  );
  await insert(store, 'segments_store', [
    { hour, build: 1, segment_id: 's-1', verdict: 'suspicious', calls: 3, legs: 9, calls_build: 1 },
  ]);
  await insert(store, 'builds', [{ rollup: 'judge', carrier: '', bucket: hour, build: 1, arrivals: 1 }]);
  await insert(store, 'campaign_segments_store', [
    { segment_id: 's-1', campaign_id: truth.campaign, revision: 1, hour, calls_build: 1, legs_build: 1 },
  ]);
  await insert(store, 'campaigns_store', [
    {
      campaign_id: truth.campaign,
      revision: 1,
      status: 'open',
      first_seen: time(truth.at),
      last_seen: time(truth.at + 120_000),
      calls: 3,
      legs: 9,
      score: 0.9,
      signals: JSON.stringify([
        { name: 'fan_out', side: 'behavior', value: 1, baseline: 0.9, contribution: 1.5 },
      ]),
    },
  ]);
  const message = (carrier: string, offset: number, from: number, to: number) => ({
    carrier,
    topic: `cdr.${carrier}`,
    partition: 0,
    offset,
    batch_id: `b-${offset}`,
    source: 'switch-1',
    sequence: offset,
    produced_at: time(to),
    received_at: time(to),
    records: 5,
    accepted: 5,
    dead: 0,
    first_start: time(from),
    last_start: time(to),
  });
  await insert(store, 'batches', [
    ...truth.carriers.map((carrier) => message(carrier, 41, truth.at - 5_000, truth.at + 300_000)),
    // A second message of betacom holds records of the time of the last call.
    message('betacom', 42, truth.at + 110_000, truth.at + 200_000),
    message('betacom', 40, truth.at - 900_000, truth.at - 60_000),
  ]);
  await insert(store, 'reference_versions', [
    {
      kind: 'providers',
      version: 3,
      digest: 'd3',
      valid_from: '2026-01-01T00:00:00Z',
      loaded_at: '2026-01-01T00:00:00Z',
      source: 'providers.csv',
      entries: 4,
    },
  ]);
}

const anna = { name: 'anna', reason: '' };
const [calledNumber] = truth.called;
const call = {
  calling_number: truth.calling,
  called_number: calledNumber,
  call_time: truth.at,
  window_s: 60,
};

const hop = (position: number, provider: string, basis: 'record' | 'answer' | 'named', detail: string) => ({
  position,
  provider,
  role: position === 1 ? ('terminating' as const) : ('transit' as const),
  basis,
  reported: basis === 'record',
  answer_id: '',
  country: '',
  detail,
});
const hops = [
  hop(1, 'gammafone', 'record', 'its own record'),
  hop(2, 'betacom', 'record', 'its own record'),
  hop(3, 'alphatel', 'record', 'its own record'),
  hop(4, 'deltavoice', 'named', `alphatel names it for the call to (303) 555-1234`),
];

/** The log of the case: what was asked, as bytes, and what was answered. Entries of 3 March are later than the cut-off. */
export function openCase(): CaseLog {
  const clock = { now: truth.at };
  const log = openLog(':memory:', { now: () => clock.now });
  const theCase = ref('case', truth.caseId);
  const traceback = ref('traceback', 'tb-1');
  log.transact(anna, (w) => {
    w.append(theCase, {
      type: 'case_opened',
      data: {
        source: 'campaign',
        title: 'bank imposter calls, such as to 303-555-1234\u001b[2J\u202e',
        category: 'bank imposter',
        campaign_id: truth.campaign,
        candidate_id: 't-7',
        live: false,
      },
    });
    w.append(theCase, { type: 'case_noted', data: { text: 'ring Ben' } });
    w.append(traceback, {
      type: 'traceback_opened',
      data: { case_id: truth.caseId, call, hops, ask: 'deltavoice' },
    });
  });
  for (const provider of ['alphatel', 'deltavoice']) ask(provider);
  clock.now = Date.parse('2026-03-03T15:00:00Z');
  log.transact(anna, (w) =>
    w.append(theCase, { type: 'case_closed', data: { outcome: 'the caller was named' } }),
  );
  return log;

  function ask(provider: string) {
    const number = provider === 'alphatel' ? 1 : 2;
    const request = ref('request', `req-${number}`);
    const answer = ref('answer', `ans-${number}`);
    log.transact(anna, (w) => {
      w.append(request, {
        type: 'request_drafted',
        data: {
          traceback_id: traceback.id,
          case_id: truth.caseId,
          provider,
          position: provider === 'alphatel' ? 3 : 4,
          facts: {
            call,
            reasons: ['many short calls'],
            volume: { calls: 3, from: truth.at, to: truth.at + 120_000 },
            named_by: provider === 'alphatel' ? 'betacom' : 'alphatel',
            named_how: 'its record',
          },
        },
      });
      w.append(request, { type: 'request_approved', data: {} });
      const sha256 = w.keep(Buffer.from(`To ${provider}: who handed you the call to +${calledNumber}?`));
      w.append(request, {
        type: 'request_sent',
        data: {
          batch_id: `batch-${number}`,
          channel: 'file',
          address: 'out',
          bytes: [{ form: 'text', sha256 }],
          due_at: truth.at + 86_400_000,
          calendar: {
            name: 'default',
            zone: 'UTC',
            opens: '08:00',
            closes: '17:00',
            weekdays: [1],
            holidays: [],
          },
        },
      });
      w.append(request, { type: 'request_delivered', data: {} });
      w.append(answer, {
        type: 'answer_given',
        data: {
          request_id: request.id,
          traceback_id: traceback.id,
          provider,
          content: {
            kind: 'own_customer',
            customer: { name: truth.customer, telephone: '+1 646 555 0177' },
            note: `the call to 1.303.555.1234 was ours; ${provider} is sorry`,
          },
          check: { agreement: 'contradicts', findings: ['gammafone has another record'] },
          by: 'desk',
          way: 'file',
          sha256: w.keep(Buffer.from(`answer of ${provider} on 13035551234`)),
        },
      });
      w.append(request, { type: 'request_answered', data: { answer_id: answer.id, late: false } });
    });
  }
}
