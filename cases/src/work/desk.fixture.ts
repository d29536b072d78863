import { anna, memoryLog } from '../log/log.fixture.ts';
import { ref } from '../model/ids.ts';
import type { Provider } from '../model/provider.ts';
import type { CasesSettings } from '../model/settings.ts';
import { recordsOf, tracedCall } from '../path/call-records.fixture.ts';
import type { CallRecords } from '../path/call-records.ts';
import { openCase } from './cases.ts';
import type { CampaignCalls, CandidateFacts, Desk, Volume } from './desk.ts';
import { settingsRef } from './find.ts';
import { approveRequest } from './requests.ts';
import type { Composed, Delivery } from './sender.ts';
import { sendRequests } from './sending.ts';
import { openTraceback } from './tracebacks.ts';

/** What the store would say. A test changes it as records come. */
interface Memory {
  records: CallRecords;
  candidate: CandidateFacts | undefined;
  volume: Volume;
  campaign: CampaignCalls;
  names: { provider_id: string; name: string }[];
  /** What becomes of the next messages. */
  delivery: Delivery;
}

export const exampleCandidate: CandidateFacts = {
  candidate_id: 't-1',
  campaign_id: 'c-1',
  status: 'open',
  headline: '4,100 calls from one number',
  reasons: ['97% of answered calls end within 6 s; up to 20% is usual'],
  calls: [tracedCall],
};

/** A desk in memory, with a log whose clock stands until it is moved. */
export function memoryDesk(legs: readonly string[] = ['term y term']) {
  const { log, clock } = memoryLog();
  const memory: Memory = {
    records: recordsOf(legs),
    candidate: exampleCandidate,
    volume: { calls: 12, from: tracedCall.call_time, to: tracedCall.call_time + 60_000 },
    campaign: { days: [], first: 0, judged_until: 0 },
    names: [],
    delivery: { delivered: true },
  };
  const sent: Composed[] = [];
  const desk: Desk = {
    log,
    now: () => clock.now,
    records: {
      calls: async (calls) => calls.map(() => memory.records),
      candidate: async (id) => (memory.candidate?.candidate_id === id ? memory.candidate : undefined),
      volume: async () => memory.volume,
      campaignCalls: async () => memory.campaign,
      tracebacksEnded: async (since) =>
        log
          .read((r) => r.withStatus('traceback', 'ended'))
          .flatMap(({ ref: { id }, state }) => (state.ended_at >= since ? [id] : [])),
      providerNames: async () => memory.names,
    },
    sender: {
      async compose({ batch_id, purpose, provider, asked, hidden }) {
        const bytes = Buffer.from(JSON.stringify({ batch_id, purpose, asked, hidden }));
        return {
          provider,
          batch_id,
          purpose,
          channel: 'file',
          address: `/out/${batch_id}`,
          forms: [{ form: 'json', bytes }],
        };
      },
      async deliver(message) {
        if (memory.delivery.delivered !== false) sent.push(message);
        return memory.delivery;
      },
    },
  };
  return { desk, log, clock, memory, sent };
}

export const byHand = {
  source: 'complaint',
  title: 'calls that claim to be a bank',
  category: 'bank imposter',
  live: false,
} as const;

/** A case with a traceback whose first request is out and has arrived. */
export async function asked(desk: Desk) {
  const opened = openCase(desk, anna, byHand);
  const { traceback, drafted } = await openTraceback(desk, anna, {
    case_id: opened.ref.id,
    call: tracedCall,
    start: '',
  });
  if (drafted === undefined) throw new Error('no draft follows from these records');
  approveRequest(desk, anna, { id: drafted.ref.id });
  await sendRequests(desk, anna, [{ id: drafted.ref.id }]);
  return { case_id: opened.ref.id, traceback_id: traceback.ref.id, request_id: drafted.ref.id };
}

/** Approves and sends the open draft of a traceback. */
export async function sendNext(desk: Desk, traceback_id: string): Promise<string> {
  const draft = desk.log
    .read((r) => r.linked('request', 'traceback_id', traceback_id))
    .find(({ state }) => state.status === 'draft');
  if (draft === undefined) throw new Error(`traceback ${traceback_id} has no draft`);
  approveRequest(desk, anna, { id: draft.ref.id });
  await sendRequests(desk, anna, [{ id: draft.ref.id }]);
  return draft.ref.id;
}

export function describeProvider(desk: Desk, provider: string, described: Partial<Provider>): void {
  desk.log.transact(anna, (w) =>
    w.append(ref('provider', provider), {
      type: 'provider_described',
      data: {
        name: described.name ?? provider,
        aliases: [...(described.aliases ?? [])],
        former_names: [...(described.former_names ?? [])],
        principals: [],
        contacts: [],
        webhook: described.webhook ?? '',
        zone: described.zone ?? '',
        calendar: described.calendar ?? '',
        country: '',
        continues: [],
      },
    }),
  );
}

export function changeSettings(desk: Desk, settings: CasesSettings): void {
  desk.log.transact(anna, (w) => w.append(settingsRef, { type: 'settings_changed', data: settings }));
}
