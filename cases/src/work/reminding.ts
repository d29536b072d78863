import type { Actor } from '../log/actor.ts';
import type { Standing } from '../log/transaction.ts';
import type { Happened } from '../model/events.ts';
import { RefusedError } from '../model/refused.ts';
import type { Request } from '../model/request.ts';
import type { Seen } from './cases.ts';
import type { Desk } from './desk.ts';
import { find } from './find.ts';
import { identityOf } from './identity.ts';
import { mayGoOut } from './requests.ts';
import type { Composed, Delivery } from './sender.ts';
import { delivered, outgoingOf, type SentBatch, type ToWrite } from './sending.ts';

/** Requests that a provider can be reminded of. */
const remindable: readonly Request['status'][] = ['sent', 'delivered', 'acknowledged', 'overdue'];

/** Throws RefusedError where a request waits for no answer. */
function mustWait({ ref: { id }, state: { status } }: Standing<'request'>): void {
  if (!remindable.includes(status))
    throw new RefusedError(`request ${id} is ${status.replaceAll('_', ' ')}: nobody is reminded of it`);
}

/**
 * Reminds providers of requests, one message to each. The message is in the log, with its bytes, before it goes out. A reminder
 * counts only once it has arrived or is on its way. Throws RefusedError where one of the requests waits for no answer.
 */
export async function remindOf(desk: Desk, actor: Actor, wanted: readonly Seen[]): Promise<SentBatch[]> {
  const reference = await desk.records.providerNames();
  const { requests, idOf } = desk.log.read((r) => {
    mayGoOut(r);
    const found = wanted.map(({ id }) => find(r, 'request', id));
    for (const request of found) mustWait(request);
    return { requests: found, idOf: identityOf(r, reference) };
  });
  const sent: SentBatch[] = [];
  for (const [provider, batch] of Map.groupBy(requests, ({ state }) => idOf(state.provider)))
    sent.push(await remindBatch(desk, actor, { provider, requests: batch, idOf, reference }));
  return sent;
}

type Reminded = Omit<ToWrite, 'purpose' | 'due'>;

async function remindBatch(
  desk: Desk,
  actor: Actor,
  { provider, requests, idOf, reference }: Reminded,
): Promise<SentBatch> {
  let composed: Composed;
  try {
    const due = new Map(requests.map(({ ref: { id }, state }) => [id, state.due_at]));
    composed = await desk.sender.compose(
      outgoingOf(desk, { provider, requests, idOf, reference, purpose: 'reminder', due }),
    );
    write(desk, actor, composed, requests);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { provider, batch_id: '', requests, delivered: false, why };
  }
  const delivery = await delivered(desk, composed);
  return {
    provider,
    batch_id: composed.batch_id,
    requests: keepOutcome(desk, actor, requests, eventOf(composed, delivery)),
    delivered: delivery.delivered,
    why: delivery.delivered === false ? delivery.why : '',
  };
}

/** Throws RefusedError where one of the requests has been answered since the message was composed: nothing goes out then. */
function write(
  desk: Desk,
  actor: Actor,
  { batch_id: message_id, channel, address, forms }: Composed,
  requests: readonly Standing<'request'>[],
): void {
  desk.log.transact(actor, (w) => {
    mayGoOut(w);
    const bytes = forms.map(({ form, bytes: content }) => ({ form, sha256: w.keep(content) }));
    for (const { ref } of requests) {
      mustWait(find(w, 'request', ref.id));
      w.append(ref, { type: 'request_reminder_written', data: { message_id, channel, address, bytes } });
    }
  });
}

function eventOf({ batch_id: message_id }: Composed, delivery: Delivery): Happened<'request'> {
  if (delivery.delivered !== false) return { type: 'request_reminded', data: { message_id } };
  return { type: 'request_reminder_failed', data: { message_id, why: delivery.why } };
}

/** Where two processes sent the same reminder, it counts once. A request that was answered meanwhile stays as it is. */
const keepOutcome = (
  desk: Desk,
  actor: Actor,
  requests: readonly Standing<'request'>[],
  outcome: Happened<'request'>,
) =>
  desk.log.transact(actor, (w) =>
    requests.map((before) => {
      const now = find(w, 'request', before.ref.id);
      const isOpen = remindable.includes(now.state.status) && now.state.reminders === before.state.reminders;
      return isOpen ? w.append(before.ref, outcome) : now;
    }),
  );
