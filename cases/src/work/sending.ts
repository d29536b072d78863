import { calendarFor } from '../calendar/calendar-for.ts';
import { dueAt } from '../calendar/due.ts';
import type { Actor } from '../log/log.ts';
import type { Reader, Standing } from '../log/transaction.ts';
import type { Happened } from '../model/events.ts';
import { newId, ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';
import type { Request } from '../model/request.ts';
import type { Identity } from '../path/call-records.ts';
import type { Seen } from './cases.ts';
import type { Desk } from './desk.ts';
import { expectSeen, find, settingsOf } from './find.ts';
import { identityOf } from './identity.ts';
import { mayGoOut } from './requests.ts';
import type { Asked, Composed, Delivery, Outgoing } from './sender.ts';

type ReferenceNames = Awaited<ReturnType<Desk['records']['providerNames']>>;

/** One message to one provider, and what became of it. */
export interface SentBatch {
  readonly provider: string;
  readonly batch_id: string;
  readonly requests: readonly Standing<'request'>[];
  readonly delivered: Delivery['delivered'];
  /** Why it did not arrive; '' = it did, or may have. */
  readonly why: string;
}

/** Requests that can go out: approved ones, and ones that did not arrive. */
const sendable: readonly Request['status'][] = ['approved', 'bounced'];

/** Every approved request. */
export const approvedRequests = (desk: Desk): Seen[] =>
  desk.log
    .read((r) => r.withStatus('request', 'approved'))
    .map(({ ref: { id }, version }) => ({ id, seen: version }));

/**
 * Sends requests, one message to each provider whatever their cases. Each message is in the log, with its bytes, before it goes
 * out; so none can be out that is not in the log. A message that can't be written or delivered stops no other one. Throws
 * RefusedError where one of the requests can't be sent.
 */
export async function sendRequests(desk: Desk, actor: Actor, wanted: readonly Seen[]): Promise<SentBatch[]> {
  const reference = await desk.records.providerNames();
  const { requests, idOf } = desk.log.read((r) => {
    mayGoOut(r);
    const found = wanted.map(({ id, seen }) => {
      const request = find(r, 'request', id);
      if (!sendable.includes(request.state.status)) throw notSendable(request);
      return { request, seen: seen ?? request.version };
    });
    return { requests: found, idOf: identityOf(r, reference) };
  });
  const batches = Map.groupBy(requests, ({ request }) => idOf(request.state.provider));
  const sent: SentBatch[] = [];
  for (const [provider, batch] of batches)
    sent.push(await sendBatch(desk, actor, { provider, batch, idOf, reference }));
  return sent;
}

function notSendable({ ref: { id }, state: { status } }: Standing<'request'>): RefusedError {
  const way = status === 'draft' ? `: 'ringtrace request approve ${id}' comes first` : '';
  return new RefusedError(`request ${id} is ${status.replaceAll('_', ' ')}, and can't be sent${way}`);
}

interface Batch extends Pick<ToWrite, 'provider' | 'idOf' | 'reference'> {
  readonly batch: readonly { readonly request: Standing<'request'>; readonly seen: number }[];
}

async function sendBatch(
  desk: Desk,
  actor: Actor,
  { provider, batch, idOf, reference }: Batch,
): Promise<SentBatch> {
  const requests = batch.map(({ request }) => request);
  let composed: Composed;
  let outgoing: Outgoing;
  try {
    outgoing = outgoingOf(desk, { provider, requests, idOf, reference, purpose: 'request', due: undefined });
    composed = await desk.sender.compose(outgoing);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      provider,
      batch_id: '',
      requests: notWritten(desk, actor, requests, why),
      delivered: false,
      why,
    };
  }
  const { batch_id, calendar, asked } = outgoing;
  desk.log.transact(actor, (w) => {
    mayGoOut(w);
    const bytes = composed.forms.map(({ form, bytes: content }) => ({ form, sha256: w.keep(content) }));
    const { channel, address } = composed;
    for (const { request, seen } of batch) {
      expectSeen(w, request, seen);
      const due_at = asked.find((one) => one.request_id === request.ref.id)?.due_at ?? 0;
      w.append(request.ref, {
        type: 'request_sent',
        data: { batch_id, channel, address, bytes, due_at, calendar },
      });
    }
  });
  return deliverBatch(desk, actor, composed, requests);
}

/** A message that can't be written is tried again later, as one that can't go out. */
const notWritten = (desk: Desk, actor: Actor, requests: readonly Standing<'request'>[], why: string) =>
  desk.log.transact(actor, (w) =>
    requests.map(({ ref: { id } }) => {
      const now = find(w, 'request', id);
      return now.state.status === 'approved'
        ? w.append(now.ref, { type: 'request_not_sent', data: { why } })
        : now;
    }),
  );

async function deliverBatch(
  desk: Desk,
  actor: Actor,
  composed: Composed,
  requests: readonly Standing<'request'>[],
): Promise<SentBatch> {
  const delivery = await delivered(desk, composed);
  const after = desk.log.transact(actor, (w) =>
    requests.map(({ ref: one }) => {
      const now = find(w, 'request', one.id);
      return now.state.status === 'sent' ? w.append(one, eventOf(delivery)) : now;
    }),
  );
  const { provider, batch_id } = composed;
  return {
    provider,
    batch_id,
    requests: after,
    delivered: delivery.delivered,
    why: delivery.delivered === false ? delivery.why : '',
  };
}

function eventOf(delivery: Delivery): Happened<'request'> {
  if (delivery.delivered === true) return { type: 'request_delivered', data: {} };
  if (delivery.delivered === 'perhaps') return { type: 'request_handed_over', data: {} };
  const { why, later } = delivery;
  return { type: later === true ? 'request_not_sent' : 'request_bounced', data: { why } };
}

/** Delivers a message. A failure that nobody foresaw may pass, too. */
export async function delivered(desk: Desk, composed: Composed): Promise<Delivery> {
  try {
    return await desk.sender.deliver(composed);
  } catch (error) {
    return { delivered: false, why: error instanceof Error ? error.message : String(error), later: true };
  }
}

/** What a message to one provider is made of. */
export interface ToWrite {
  readonly provider: string;
  readonly requests: readonly Standing<'request'>[];
  readonly idOf: Identity;
  /** Names of the reference data. */
  readonly reference: ReferenceNames;
  readonly purpose: Outgoing['purpose'];
  /** Due times that were told before; undefined = they begin now. */
  readonly due: ReadonlyMap<string, number> | undefined;
}

/** A message that is still to be written. Throws CalendarError. */
export function outgoingOf(
  desk: Desk,
  { provider, requests, idOf, reference, purpose, due }: ToWrite,
): Outgoing {
  const now = desk.now();
  return desk.log.read((r) => {
    const described = r.load(ref('provider', provider))?.state;
    const settings = settingsOf(r);
    const calendar = calendarFor(settings, described, now);
    const asked: Asked[] = requests.map(({ ref: { id }, state }) => ({
      request_id: id,
      facts: state.facts,
      due_at: due?.get(id) ?? dueAt(now, calendar, settings.answer_hours),
    }));
    const hidden = hiddenFrom(r, provider, requests, idOf);
    return {
      batch_id: idOfMessage(requests, purpose) ?? newId('batch', desk.chance),
      purpose,
      written_at: now,
      provider,
      described,
      calendar,
      asked,
      hidden,
      ...namesIn(r, [...asked.map(({ facts }) => facts.named_by), ...hidden], reference),
    };
  });
}

/**
 * The id under which these requests went out before, or may have: the provider knows the message by it. The n-th reminder of a
 * message has an id of its own, which is the same when it goes out again. undefined = they never were in one message.
 */
function idOfMessage(
  requests: readonly Standing<'request'>[],
  purpose: Outgoing['purpose'],
): string | undefined {
  const [first] = requests.map(({ state }) => state);
  if (first === undefined || first.batch_id === '') return undefined;
  const { batch_id, reminders } = first;
  if (requests.some(({ state }) => state.batch_id !== batch_id || state.reminders !== reminders))
    return undefined;
  if (purpose === 'reminder') return `${batch_id}-reminder-${reminders + 1}`;
  return requests.every(({ state }) => state.status === 'approved') ? batch_id : undefined;
}

/** Names are looked up while the log is read: the message is written later. */
function namesIn(log: Reader, providers: readonly string[], reference: ReferenceNames) {
  const described = new Map(
    [...new Set(providers)].map((id) => [id, log.load(ref('provider', id))?.state] as const),
  );
  return {
    nameOf: (id: string) => described.get(id)?.name || id,
    namesOf(id: string) {
      const { name = '', former_names = [], aliases = [] } = described.get(id) ?? {};
      const registered = reference.flatMap((one) =>
        [id, ...aliases].includes(one.provider_id) ? [one.name] : [],
      );
      return [id, name, ...former_names, ...aliases, ...registered].filter((one) => one !== '');
    },
  };
}

/** All providers of the paths, but the asked one and those that named it in these requests. */
function hiddenFrom(
  log: Reader,
  provider: string,
  requests: readonly Standing<'request'>[],
  idOf: Identity,
): string[] {
  const shown = new Set([provider, ...requests.map(({ state }) => idOf(state.facts.named_by))]);
  const inPaths = requests.flatMap(({ state }) => find(log, 'traceback', state.traceback_id).state.hops);
  return [...new Set(inPaths.map((hop) => hop.provider))].filter((other) => !shown.has(other));
}
