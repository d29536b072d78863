import { dayMs } from '@ringtrace/schemas/durations';
import type { Actor } from '../log/actor.ts';
import type { Standing } from '../log/transaction.ts';
import type { Action } from '../model/action.ts';
import { newId, ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';
import type { Seen } from './cases.ts';
import type { CampaignCalls, Desk } from './desk.ts';
import { expectSeen, find } from './find.ts';

export type NewAction = Pick<
  Action,
  'traceback_id' | 'provider' | 'caller' | 'action' | 'taken_at' | 'detail'
>;

/** Records what a provider did about a caller. Throws RefusedError where it would lie in the future. */
export function recordAction(desk: Desk, actor: Actor, action: NewAction): Standing<'action'> {
  const now = desk.now();
  if (action.taken_at > now)
    throw new RefusedError(
      `an action of ${new Date(action.taken_at).toISOString()} has not happened yet: record it once it has`,
    );
  return desk.log.transact(actor, (w) => {
    const { state } = find(w, 'traceback', action.traceback_id);
    if (!state.hops.some(({ provider }) => provider === action.provider))
      throw new RefusedError(
        `${action.provider} is not in the path of traceback ${action.traceback_id}, which has ${state.hops.map(({ provider }) => provider).join(', ')}`,
      );
    return w.append(ref('action', newId('action', desk.chance)), {
      type: 'action_recorded',
      data: { ...action, case_id: state.case_id },
    });
  });
}

/** Takes back an action that was recorded by mistake. It stays in the log. */
export function withdrawAction(desk: Desk, actor: Actor, { id, seen }: Seen): Standing<'action'> {
  return desk.log.transact(actor, (w) => {
    const action = find(w, 'action', id);
    expectSeen(w, action, seen);
    if (action.state.withdrawn) throw new RefusedError(`action ${id} is withdrawn already`);
    return w.append(action.ref, { type: 'action_withdrawn', data: {} });
  });
}

/** A campaign's calls a day before and after an action. */
export interface CampaignAfter extends CampaignCalls {
  /** Calls, and days over which they are counted: from the campaign's first call, and until `judged_until`. */
  readonly before: { readonly calls: number; readonly days: number };
  readonly after: { readonly calls: number; readonly days: number };
  /** unknown: no call was seen, and too little of the time after the action is judged to say that there was none. */
  readonly went_on: 'yes' | 'no' | 'unknown';
}

/** A campaign may rest over a weekend. Only a whole week without a call says that it did not go on. */
const leastDays = 7;

/**
 * Whether a campaign went on after an action, measured from its calls. undefined where no campaign stands behind the case.
 */
export async function campaignAfter(desk: Desk, action_id: string): Promise<CampaignAfter | undefined> {
  const { action, campaign_id } = desk.log.read((r) => {
    const { state } = find(r, 'action', action_id);
    return { action: state, campaign_id: find(r, 'case', state.case_id).state.campaign_id };
  });
  if (campaign_id === '') return undefined;
  const { taken_at } = action;
  const calls = await desk.records.campaignCalls(campaign_id, taken_at);
  const sum = (side: 'before' | 'after') => calls.days.reduce((total, day) => total + day[side], 0);
  const lasted = (from: number, to: number) => Math.max(0, (to - from) / dayMs);
  const after = { calls: sum('after'), days: lasted(taken_at, calls.judged_until) };
  return {
    ...calls,
    before: { calls: sum('before'), days: calls.first === 0 ? 0 : lasted(calls.first, taken_at) },
    after,
    went_on: after.calls > 0 ? 'yes' : after.days < leastDays ? 'unknown' : 'no',
  };
}
