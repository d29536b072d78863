import type { Actor } from '../log/actor.ts';
import type { Reader, Standing } from '../log/transaction.ts';
import type { Happened } from '../model/events.ts';
import { ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';
import type { Seen } from './cases.ts';
import type { Desk } from './desk.ts';
import { expectSeen, find, settingsOf } from './find.ts';
import { decideOn } from './plan.ts';
import { type Settled, settle } from './settle.ts';

/** A change of one request, by what the person saw of it. */
function change(
  desk: Desk,
  actor: Actor,
  { id, seen }: Seen,
  happened: Happened<'request'>,
  check: (log: Reader, standing: Standing<'request'>) => void = () => {},
): Standing<'request'> {
  return desk.log.transact(actor, (w) => {
    const standing = find(w, 'request', id);
    expectSeen(w, standing, seen);
    check(w, standing);
    return w.append(standing.ref, happened);
  });
}

/** Throws RefusedError where the settings keep everything inside the house. */
export function mayGoOut(log: Reader): void {
  if (settingsOf(log).report_only)
    throw new RefusedError(
      "report-only mode: candidates and drafts can be looked at, and nothing is approved or sent. 'ringtrace rules set --report-only off' ends it",
    );
}

/** Throws RefusedError where a person has dismissed the candidate of the request's case. */
function mayBeAsked(log: Reader, { state }: Standing<'request'>): void {
  mayGoOut(log);
  const candidate_id = log.load(ref('case', state.case_id))?.state.candidate_id ?? '';
  const verdict = log.load(ref('candidate', candidate_id))?.state;
  if (verdict?.verdict !== 'dismissed') return;
  throw new RefusedError(
    `candidate ${candidate_id} of ${state.case_id} was dismissed by ${verdict.by}: ${verdict.reason}. Withdraw its requests and close the case, or have the verdict taken back ('ringtrace candidates take-back')`,
  );
}

export const approveRequest = (desk: Desk, actor: Actor, one: Seen) =>
  change(desk, actor, one, { type: 'request_approved', data: {} }, mayBeAsked);

/** Approves several requests, all of them or none. */
export const approveRequests = (desk: Desk, actor: Actor, wanted: readonly Seen[]): Standing<'request'>[] =>
  desk.log.transact(actor, (w) => {
    mayGoOut(w);
    return wanted.map(({ id, seen }) => {
      const standing = find(w, 'request', id);
      expectSeen(w, standing, seen);
      mayBeAsked(w, standing);
      return w.append(standing.ref, { type: 'request_approved', data: {} });
    });
  });

export const withdrawRequest = (desk: Desk, actor: Actor, one: Seen) =>
  change(desk, actor, one, { type: 'request_withdrawn', data: {} });

export const markDelivered = (desk: Desk, actor: Actor, one: Seen) =>
  change(desk, actor, one, { type: 'request_delivered', data: {} });

export const markBounced = (desk: Desk, actor: Actor, one: Seen, why: string) =>
  change(desk, actor, one, { type: 'request_bounced', data: { why } });

/** The provider says that it works on the request. */
export const acknowledgeRequest = (desk: Desk, actor: Actor, one: Seen, by: string) =>
  change(desk, actor, one, { type: 'request_acknowledged', data: { by } });

/** The due time is over. */
export const markOverdue = (desk: Desk, actor: Actor, one: Seen) =>
  change(desk, actor, one, { type: 'request_overdue', data: {} });

/**
 * A provider stays silent: the traceback ends at it. Throws RefusedError where the request did not arrive or no reminder went
 * out, because only silence after both says something.
 */
export async function markNonResponsive(desk: Desk, actor: Actor, { id, seen }: Seen): Promise<Settled> {
  const { state } = desk.log.read((r) => find(r, 'request', id));
  return decideOn(desk, actor, state.traceback_id, { silent: state.provider }, (w, plan) => {
    const request = find(w, 'request', id);
    expectSeen(w, request, seen);
    isSilence(w, request);
    w.append(request.ref, { type: 'request_non_responsive', data: {} });
    return settle(desk, w, plan, { type: 'read' });
  });
}

function isSilence(log: Reader, { ref, state }: Standing<'request'>): void {
  const { before_due_h, after_due_h } = settingsOf(log).reminders;
  const planned = (before_due_h > 0 ? 1 : 0) + after_due_h.length;
  if (state.delivered_at === 0 && state.acknowledged_at === 0)
    throw new RefusedError(
      `request ${ref.id} was never delivered: silence to it says nothing. Send it again`,
    );
  if (state.reminders === 0 && planned > 0)
    throw new RefusedError(
      `request ${ref.id} was never reminded of: 'ringtrace request remind ${ref.id}' comes before`,
    );
}
