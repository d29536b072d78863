import type { Actor } from '../log/actor.ts';
import type { CaseLog } from '../log/log.ts';
import { ref } from '../model/ids.ts';

/** Dead letters of all feeds are one stream of the log: a replay may be for all carriers. */
const deadLettersRef = ref('feed', 'dead-letters');

/** Notes that somebody is about to send dead letters again. Where the log can't be written, none is sent. */
export function noteReplayBegun(
  log: Pick<CaseLog, 'transact'>,
  actor: Actor,
  carrier: string | undefined,
): void {
  log.transact(actor, (writer) =>
    writer.append(deadLettersRef, {
      type: 'dead_letters_replay_begun',
      data: carrier === undefined ? {} : { carrier },
    }),
  );
}

/** Notes that somebody sent dead letters again, and what became of them. */
export function noteReplay(
  log: Pick<CaseLog, 'transact'>,
  actor: Actor,
  {
    carrier,
    replayed,
    stillDead,
  }: { readonly carrier: string | undefined; readonly replayed: number; readonly stillDead: number },
): void {
  log.transact(actor, (writer) =>
    writer.append(deadLettersRef, {
      type: 'dead_letters_replayed',
      data: { ...(carrier === undefined ? {} : { carrier }), replayed, still_dead: stillDead },
    }),
  );
}

/** Notes that somebody is about to close dead letters. Where the log can't be written, none is closed. */
export function noteCloseBegun(
  log: Pick<CaseLog, 'transact'>,
  actor: Actor,
  carrier: string | undefined,
): void {
  log.transact(actor, (writer) =>
    writer.append(deadLettersRef, {
      type: 'dead_letters_close_begun',
      data: carrier === undefined ? {} : { carrier },
    }),
  );
}

/** Notes that somebody closed dead letters, and how many. */
export function noteClosed(
  log: Pick<CaseLog, 'transact'>,
  actor: Actor,
  { carrier, closed }: { readonly carrier: string | undefined; readonly closed: number },
): void {
  log.transact(actor, (writer) =>
    writer.append(deadLettersRef, {
      type: 'dead_letters_closed',
      data: { ...(carrier === undefined ? {} : { carrier }), closed },
    }),
  );
}
