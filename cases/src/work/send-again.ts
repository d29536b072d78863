import { minuteMs } from '@ringtrace/schemas/durations';
import type { Actor } from '../log/actor.ts';
import type { Reader, Standing } from '../log/transaction.ts';
import { ref } from '../model/ids.ts';
import type { Desk } from './desk.ts';
import { find, settingsOf } from './find.ts';
import { OpenRequests } from './open-requests.ts';
import { mayGoOut } from './requests.ts';
import { type SentBatch, sendRequests } from './sending.ts';

/** A process needs less to hand a message over, or to fail. */
const handOverMs = 10 * minuteMs;

/** How long a message waits after so many tries in a row that failed, ms: 10 minutes, doubled each time, up to 2 h. */
export const waitAfter = (failedTries: number): number =>
  Math.min(10 * 2 ** (failedTries - 1), 120) * minuteMs;

/** After so many tries, within about 19 h, a message counts as bounced: a person must look. */
const mostTries = 12;

const refsOf = (requests: readonly Standing<'request'>[]) =>
  requests.map(({ ref: { id }, version }) => ({ id, seen: version }));

/**
 * Sends messages again that did not go out, or of which nobody knows because a process ended meanwhile. A message is written
 * anew, as the provider's time begins now; its id stays, so that the provider knows a repeat. One that never goes out counts as
 * bounced in the end.
 */
export async function sendAgain(
  desk: Desk,
  actor: Actor,
  open = new OpenRequests(desk.log),
): Promise<SentBatch[]> {
  desk.log.read(mayGoOut);
  takeBackUnfinished(desk, actor, open);
  const sent: SentBatch[] = [];
  for (const requests of Map.groupBy(triedBefore(desk, open), ({ state }) => state.batch_id).values()) {
    sent.push(...(await sendRequests(desk, actor, refsOf(requests))));
    giveUp(desk, actor, requests);
  }
  return sent;
}

/** Requests whose message is not in the log as handed over, long after it began to go out. */
function takeBackUnfinished(desk: Desk, actor: Actor, open: OpenRequests): void {
  const isUnfinished = ({ state }: Standing<'request'>) =>
    state.status === 'sent' && state.handed_over_at === 0 && desk.now() >= state.sent_at + handOverMs;
  const unfinished = open.withStatus('sent').filter(isUnfinished);
  if (unfinished.length === 0) return;
  desk.log.transact(actor, (w) => {
    for (const { ref: one } of unfinished)
      if (isUnfinished(find(w, 'request', one.id)))
        w.append(one, {
          type: 'request_not_sent',
          data: { why: 'Ringtrace ended while the message went out, and nobody knows whether it did' },
        });
  });
}

/** Approved requests whose next try has come. */
const triedBefore = (desk: Desk, open: OpenRequests): Standing<'request'>[] =>
  open
    .withStatus('approved')
    .filter(
      ({ state }) =>
        state.failed_tries > 0 && desk.now() >= state.not_sent_at + waitAfter(state.failed_tries),
    );

function giveUp(desk: Desk, actor: Actor, requests: readonly Standing<'request'>[]): void {
  desk.log.transact(actor, (w) => {
    for (const { ref: one } of requests) {
      const state = w.load(one)?.state;
      if (state?.status === 'approved' && state.failed_tries >= mostTries)
        w.append(one, {
          type: 'request_bounced',
          data: {
            why: `its message could not go out in ${state.failed_tries} tries: ${lastReason(w, one.id)}`,
          },
        });
    }
  });
}

const lastReason = (log: Reader, id: string) =>
  log.events(ref('request', id)).findLast((event) => event.type === 'request_not_sent')?.data.why ?? '';

/**
 * Approved requests that were never tried, of providers to which nothing was approved in the last seconds: a person approves
 * several in a row, and they make one message. Those that failed are `sendAgain`'s.
 */
export function freshRequests(desk: Desk, open = new OpenRequests(desk.log)): ReturnType<typeof refsOf> {
  const approved = open.withStatus('approved').filter(({ state }) => state.failed_tries === 0);
  const waitS = desk.log.read((r) => settingsOf(r).send_after_s);
  const ofProviders = [...Map.groupBy(approved, ({ state }) => state.provider).values()];
  const isQuiet = (some: typeof approved) =>
    some.every(({ state }) => desk.now() >= state.approved_at + waitS * 1_000);
  return refsOf(ofProviders.filter(isQuiet).flat());
}
