import type { Actor } from '../log/actor.ts';
import type { Reader, Standing } from '../log/transaction.ts';
import type { Desk } from './desk.ts';
import { find } from './find.ts';
import { identityOf } from './identity.ts';
import { mayGoOut } from './requests.ts';
import { type SentBatch, sendBatch } from './sending.ts';

/** A message may be tried for the n-th time so long after the try before, ms: 10 minutes, doubled each time, up to 2 h. */
const waitAfter = (tries: number): number => Math.min(10 * 2 ** (tries - 1), 120) * 60_000;

/** After so many tries, within about 19 h, a message counts as bounced: a person must look. */
const mostTries = 12;

/**
 * Sends messages again that are in the log as sent and have not left: a process ended while it sent them, or they could not go
 * out. A message is written anew, because the provider's time begins now; the batch stays the same, so that the provider knows
 * a repeat. A message that another process may be sending is left to it.
 */
export async function sendAgain(desk: Desk, actor: Actor): Promise<SentBatch[]> {
  const reference = await desk.records.providerNames();
  const { stuck, idOf } = desk.log.read((r) => {
    mayGoOut(r);
    return { stuck: notOut(r, desk.now()), idOf: identityOf(r, reference) };
  });
  const sent: SentBatch[] = [];
  for (const { tries, requests } of stuck) {
    const provider = idOf(requests[0]?.state.provider ?? '');
    const batch = requests.map((request) => ({ request, seen: request.version }));
    const result = await sendBatch(desk, actor, { provider, batch, idOf });
    sent.push(result.outcome === 'not_sent' && tries + 1 >= mostTries ? giveUp(desk, actor, result) : result);
  }
  return sent;
}

interface NotOut {
  readonly requests: readonly Standing<'request'>[];
  /** How often the message was tried before. */
  readonly tries: number;
}

/** Messages that have not left, and whose next try has come. */
function notOut(log: Reader, now: number): NotOut[] {
  const waiting = log.withStatus('request', 'sent').filter(({ state }) => state.out_at === 0);
  return [...Map.groupBy(waiting, ({ state }) => state.batch_id)]
    .map(([batch_id, requests]) => ({ requests, tries: triesOf(log, batch_id, requests) }))
    .filter(({ requests, tries }) => requests.every(({ state }) => now >= state.sent_at + waitAfter(tries)));
}

const triesOf = (log: Reader, batch_id: string, requests: readonly Standing<'request'>[]) =>
  Math.max(
    ...requests.map(
      ({ ref: one }) =>
        log.events(one).filter((event) => event.type === 'request_sent' && event.data.batch_id === batch_id)
          .length,
    ),
  );

function giveUp(desk: Desk, actor: Actor, batch: SentBatch): SentBatch {
  const why = `it could not go out in ${mostTries} tries: ${batch.why}`;
  const requests = desk.log.transact(actor, (w) =>
    batch.requests.map(({ ref: one }) => {
      const now = find(w, 'request', one.id);
      return now.state.status === 'sent' && now.state.out_at === 0
        ? w.append(one, { type: 'request_bounced', data: { why } })
        : now;
    }),
  );
  return { ...batch, requests, outcome: 'bounced', why };
}
