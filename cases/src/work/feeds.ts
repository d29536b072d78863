import type { Actor } from '../log/actor.ts';
import type { CaseLog } from '../log/log.ts';
import type { Happened } from '../model/events.ts';
import { ref } from '../model/ids.ts';

/** Dead letters of all feeds are one stream of the log: a replay may be for all carriers. */
const deadLettersRef = ref('feed', 'dead-letters');

type Log = Pick<CaseLog, 'transact'>;
/** Of which carrier; undefined = of all. */
type OfCarrier = { readonly carrier: string | undefined };

const note = (log: Log, actor: Actor, happened: Happened<'feed'>): void =>
  log.transact(actor, (writer) => void writer.append(deadLettersRef, happened));

const dataOf = (carrier: string | undefined) => (carrier === undefined ? {} : { carrier });

/**
 * Notes that somebody is about to send dead letters again, to close them, or to open closed ones. Where the log can't be written, nothing is
 * done.
 */
export const noteBegun = (
  log: Log,
  actor: Actor,
  step: 'replay' | 'close' | 'reopen',
  carrier: string | undefined,
): void => note(log, actor, { type: `dead_letters_${step}_begun`, data: dataOf(carrier) });

/** Notes that somebody sent dead letters again, and what became of them. */
export const noteReplay = (
  log: Log,
  actor: Actor,
  { carrier, replayed, stillDead }: OfCarrier & { readonly replayed: number; readonly stillDead: number },
): void =>
  note(log, actor, {
    type: 'dead_letters_replayed',
    data: { ...dataOf(carrier), replayed, still_dead: stillDead },
  });

/** Notes that somebody closed dead letters, and how many. */
export const noteClosed = (
  log: Log,
  actor: Actor,
  { carrier, closed }: OfCarrier & { readonly closed: number },
): void => note(log, actor, { type: 'dead_letters_closed', data: { ...dataOf(carrier), closed } });

/** Notes that somebody opened closed dead letters again, and how many. */
export const noteReopened = (
  log: Log,
  actor: Actor,
  { carrier, reopened }: OfCarrier & { readonly reopened: number },
): void => note(log, actor, { type: 'dead_letters_reopened', data: { ...dataOf(carrier), reopened } });
