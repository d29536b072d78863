import type { Standing, Writer } from '../log/transaction.ts';
import { newId, ref } from '../model/ids.ts';
import type { Traceback } from '../model/traceback.ts';
import type { PathNow } from '../path/path.ts';
import { isProven } from '../path/summary.ts';
import type { Desk } from './desk.ts';
import { isOpenRequest, type Plan } from './plan.ts';

/** What made the path be read anew. */
export type Cause =
  | { readonly type: 'read' }
  | { readonly type: 'answered'; readonly answer_id: string; readonly request_id: string };

/** What a traceback became. */
export interface Settled {
  readonly traceback: Standing<'traceback'>;
  /** The request that was drafted; undefined where none follows. */
  readonly drafted: Standing<'request'> | undefined;
  /** Requests that are needed no more. */
  readonly closed: readonly Standing<'request'>[];
  /** The case, where it was closed: it is open again together with its traceback. */
  readonly reopened?: Standing<'case'>;
}

/**
 * Writes the planned path of a traceback with all that follows from it: requests that records have answered are not needed,
 * the next provider gets a draft, or the traceback ends. A traceback that ended opens again where there is somebody to ask, and
 * so does its case: no closed case has an open traceback. A traceback that a person withdrew stays so.
 */
export function settle(desk: Desk, w: Writer, plan: Plan, cause: Cause): Settled {
  const before = plan.traceback.state;
  const isWithdrawn = before.outcome === 'withdrawn';
  const now = isWithdrawn ? { ...plan.now, ask: '', end: undefined } : plan.now;
  const changed = isChanged(before, now);
  if (cause.type === 'read' && !changed && before.status === 'ended')
    return { traceback: plan.traceback, drafted: undefined, closed: [] };
  let traceback = plan.traceback;
  let reopened: Standing<'case'> | undefined;
  if (before.status === 'ended' && now.end === undefined && now.ask !== '') {
    reopened = reopenCaseOf(w, before);
    traceback = w.append(traceback.ref, { type: 'traceback_reopened', data: {} });
  }
  traceback = writePath(w, traceback, now, cause, changed);
  const closed = isWithdrawn ? [] : closeNeedless(w, plan);
  if (now.end !== undefined && isOtherEnd(before, now.end))
    traceback = w.append(traceback.ref, { type: 'traceback_ended', data: now.end });
  const drafted = isWithdrawn ? undefined : draftNext(desk, w, plan, cause.type === 'answered');
  return { traceback, drafted, closed, ...(reopened === undefined ? {} : { reopened }) };
}

function reopenCaseOf(w: Writer, { case_id }: Traceback): Standing<'case'> | undefined {
  const found = w.load(ref('case', case_id));
  return found?.state.status === 'closed'
    ? w.append(found.ref, { type: 'case_reopened', data: {} })
    : undefined;
}

/** One that ended asks nobody, whatever its path says. */
export const isChanged = (before: Traceback, now: PathNow) =>
  (before.status === 'open' && before.ask !== now.ask) ||
  JSON.stringify(before.hops) !== JSON.stringify(now.hops);

const isOtherEnd = (before: Traceback, end: NonNullable<PathNow['end']>) =>
  before.status === 'open' ||
  before.outcome !== end.outcome ||
  before.provider !== end.provider ||
  before.country !== end.country;

function writePath(
  w: Writer,
  traceback: Standing<'traceback'>,
  { hops, ask }: PathNow,
  cause: Cause,
  changed: boolean,
): Standing<'traceback'> {
  const path = { hops: [...hops], ask };
  if (cause.type === 'answered')
    return w.append(traceback.ref, {
      type: 'path_answered',
      data: { ...path, answer_id: cause.answer_id, request_id: cause.request_id },
    });
  return changed ? w.append(traceback.ref, { type: 'path_read', data: path }) : traceback;
}

/** Requests to other providers than the next one. Records came first where they prove the hop; else nobody names it now. */
function closeNeedless(w: Writer, { now, idOf, traceback }: Plan): Standing<'request'>[] {
  const proven = new Set(now.hops.filter(isProven).map(({ provider }) => provider));
  return w
    .linked('request', 'traceback_id', traceback.ref.id)
    .filter((request) => isOpenRequest(request) && idOf(request.state.provider) !== now.ask)
    .map((request) =>
      w.append(request.ref, {
        type:
          proven.has(idOf(request.state.provider)) && traceback.state.status === 'open'
            ? 'request_not_needed'
            : 'request_withdrawn',
        data: {},
      }),
    );
}

/**
 * Drafts the request to the next provider: one open request for each provider and traceback. Where only records were read, a
 * provider that was asked before is not asked again, because a person may have withdrawn that request.
 */
export function draftNext(
  desk: Desk,
  w: Writer,
  { now, facts, idOf, traceback }: Plan,
  again: boolean,
): Standing<'request'> | undefined {
  if (now.ask === '' || facts === undefined) return undefined;
  const same = w
    .linked('request', 'traceback_id', traceback.ref.id)
    .filter(({ state }) => idOf(state.provider) === now.ask);
  if (same.some(isOpenRequest) || (!again && same.length > 0)) return undefined;
  const position = now.hops.findLast(({ provider }) => provider === now.ask)?.position ?? 1;
  return w.append(ref('request', newId('request', desk.chance)), {
    type: 'request_drafted',
    data: {
      traceback_id: traceback.ref.id,
      case_id: traceback.state.case_id,
      provider: now.ask,
      position,
      facts,
    },
  });
}
