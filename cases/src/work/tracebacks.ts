import { hourMs } from '@ringtrace/schemas/durations';
import type { Actor } from '../log/actor.ts';
import type { Reader } from '../log/transaction.ts';
import type { TracedCall } from '../model/hop.ts';
import { newId, ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';
import { pathOf } from '../path/path.ts';
import type { Seen } from './cases.ts';
import type { Desk } from './desk.ts';
import { factsFor } from './facts.ts';
import { expectSeen, find } from './find.ts';
import { identityOf } from './identity.ts';
import { decideOn, isOpenRequest, pathsOf } from './plan.ts';
import { draftNext, isChanged, type Settled, settle } from './settle.ts';

export interface NewTraceback {
  readonly case_id: string;
  readonly call: TracedCall;
  /** The provider that terminated the call, where no member reported it; '' = records say it. */
  readonly start: string;
}

/**
 * Opens a traceback of one call that no other one traces. It has all hops that records prove, and a draft to the first provider
 * that they do not. Throws RefusedError in these cases: the call lies in the future; the case is closed or traces this call already;
 * no member reported the call, and no first provider is named; several providers share the name of the first one.
 */
export async function openTraceback(
  desk: Desk,
  actor: Actor,
  { case_id, call, start }: NewTraceback,
): Promise<Settled> {
  const reference = await desk.records.providerNames();
  const idOf = desk.log.read((r) => {
    if (call.call_time > desk.now() + mostAheadMs)
      throw new RefusedError(
        `the call began in the future, at ${new Date(call.call_time).toISOString()}: give the time at which it was made`,
      );
    mayBeTraced(r, case_id, call);
    return identityOf(r, reference);
  });
  const ids = idOf.meant?.(start) ?? [];
  if (start !== '' && ids.length > 1)
    throw new RefusedError(`'${start}' may mean ${ids.join(' or ')}: name the provider by its id`);
  const [records] = await desk.records.calls([call], []);
  if (records === undefined) throw new Error('no answer on the records of the call');
  const now = pathOf({ call, records, answers: [], silent: [], start, idOf });
  if (now.hops.length === 0)
    throw new RefusedError(
      `no member reported this call within ${call.window_s} s of ${new Date(call.call_time).toISOString()}: name the provider that terminated it with --provider, or widen the --window`,
    );
  const facts = await factsFor(desk, case_id, call, now);
  return desk.log.transact(actor, (w) => {
    mayBeTraced(w, case_id, call);
    const opened = w.append(ref('traceback', newId('traceback', desk.chance)), {
      type: 'traceback_opened',
      data: { case_id, call, hops: [...now.hops], ask: now.ask },
    });
    const traceback =
      now.end === undefined ? opened : w.append(opened.ref, { type: 'traceback_ended', data: now.end });
    const plan = { traceback, requests: [], answers: [], idOf, records, start, now, facts };
    return { traceback, drafted: draftNext(desk, w, plan, true), closed: [] };
  });
}

/** Clocks of providers may be ahead. */
const mostAheadMs = hourMs;

/** Whether two questions are about one call: times within the wider of both windows can't be told apart. */
export const isSameCall = (one: TracedCall, other: TracedCall) =>
  one.calling_number === other.calling_number &&
  one.called_number === other.called_number &&
  Math.abs(one.call_time - other.call_time) <= 1_000 * Math.max(one.window_s, other.window_s);

/** The traceback that traces a call already: one of the same case, or an open one of any case. */
export const tracedBefore = (log: Reader, case_id: string, call: TracedCall) =>
  log
    .linked('traceback', 'called_number', String(call.called_number))
    .find(
      ({ state }) => (state.case_id === case_id || state.status === 'open') && isSameCall(state.call, call),
    );

function mayBeTraced(log: Reader, case_id: string, call: TracedCall): void {
  const { state } = find(log, 'case', case_id);
  if (state.status === 'closed')
    throw new RefusedError(
      `case ${case_id} is closed: open another one, or reopen it with 'ringtrace case reopen'`,
    );
  const same = tracedBefore(log, case_id, call);
  if (same !== undefined)
    throw new RefusedError(
      `traceback ${same.ref.id} of ${same.state.case_id === case_id ? 'the case' : `case ${same.state.case_id}`} traces this call already`,
    );
  if (state.live && log.linked('traceback', 'case_id', case_id).length > 0)
    throw new RefusedError(
      `case ${case_id} is of one live call, and has its traceback: open a case for another call`,
    );
}

/** Reads members' records of a traceback's call again: some may have come meanwhile. */
export const rereadTraceback = (desk: Desk, actor: Actor, traceback_id: string): Promise<Settled> =>
  decideOn(desk, actor, traceback_id, {}, (w, plan) => settle(desk, w, plan, { type: 'read' }));

/**
 * Reads the records of all open tracebacks again, and of those that ended not long ago. Returns those that changed.
 * @param endedSince ms since 1970
 */
export async function rereadTracebacks(desk: Desk, actor: Actor, endedSince: number): Promise<Settled[]> {
  const open = desk.log.read((r) => r.idsWithStatus('traceback', 'open'));
  const ended = await desk.records.tracebacksEnded(endedSince);
  const changed: Settled[] = [];
  // Most have not changed: only those that did are decided on.
  for (const { traceback, now } of await pathsOf(desk, [...new Set([...open, ...ended])])) {
    if (!isChanged(traceback.state, now)) continue;
    const settled = await rereadTraceback(desk, actor, traceback.ref.id);
    if (settled.traceback.version > traceback.version) changed.push(settled);
  }
  return changed;
}

/**
 * Drafts the request to the next provider again, such as after somebody withdrew it. Throws RefusedError where nobody is to be
 * asked, or a request to that provider is under way.
 */
export const askAgain = (desk: Desk, actor: Actor, traceback_id: string): Promise<Settled> =>
  decideOn(desk, actor, traceback_id, {}, (w, plan) => {
    const settled = settle(desk, w, plan, { type: 'read' });
    const { status, ask } = settled.traceback.state;
    const drafted = settled.drafted ?? (status === 'open' ? draftNext(desk, w, plan, true) : undefined);
    if (drafted !== undefined) return { ...settled, drafted };
    throw new RefusedError(
      status === 'ended' || ask === ''
        ? `traceback ${traceback_id} asks nobody: it is ${status}`
        : `a request to ${ask} is under way: 'ringtrace traceback show ${traceback_id}' names it`,
    );
  });

export interface Closing extends Seen {
  /** In words; '' = not said. */
  readonly detail: string;
}

/**
 * Withdraws a traceback by hand, and its open requests with it. Every other outcome says something of a provider, so it
 * follows from records, answers and silence alone. Throws RefusedError where the traceback has ended already.
 */
export function closeTraceback(desk: Desk, actor: Actor, { id, seen, detail }: Closing): Settled {
  return desk.log.transact(actor, (w) => {
    const traceback = find(w, 'traceback', id);
    expectSeen(w, traceback, seen);
    if (traceback.state.status === 'ended')
      throw new RefusedError(
        `traceback ${id} has ended already: ${traceback.state.outcome.replaceAll('_', ' ')}`,
      );
    const closed = w
      .linked('request', 'traceback_id', id)
      .filter(isOpenRequest)
      .map((request) => w.append(request.ref, { type: 'request_withdrawn', data: {} }));
    const ended = w.append(traceback.ref, {
      type: 'traceback_ended',
      data: { outcome: 'withdrawn', provider: '', country: '', detail },
    });
    return { traceback: ended, drafted: undefined, closed };
  });
}
