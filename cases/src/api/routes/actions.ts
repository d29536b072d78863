import { actionTypes } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import { campaignAfter, recordAction, withdrawAction } from '../../work/actions.ts';
import { find } from '../../work/find.ts';
import { givenTime } from '../given-time.ts';
import { listRoute } from '../list-route.ts';
import { actions } from '../lists.ts';
import { bare, changing, defineRoute, type Route } from '../route.ts';
import { actionOf, actionShape, time, timeOrNever } from '../shapes.ts';

const tag = 'Actions';
const params = z.strictObject({ action_id: z.string() });
const span = z.object({ calls: z.number().int(), days: z.number() });

export const actionRoutes: readonly Route[] = [
  listRoute({ path: '/actions', tag, summary: 'List actions of providers on callers', list: actions }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/actions',
    tag,
    summary: 'Record what a provider did about a caller',
    needs: 'trace',
    status: 201,
    body: changing({
      traceback_id: z.string(),
      provider: z.string().trim().min(1).max(200),
      caller: z.string().trim().min(1).max(2_000),
      action: z.enum(actionTypes),
      taken_at: givenTime,
      detail: z.string().trim().max(2_000).default(''),
    }),
    out: actionShape,
    handle({ office: { desk }, body, actor }) {
      const { traceback_id, provider, caller, action, taken_at, detail } = body;
      return actionOf(
        recordAction(desk, actor, {
          traceback_id,
          provider,
          caller,
          action,
          taken_at: Date.parse(taken_at),
          detail,
        }),
      );
    },
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/actions/{action_id}',
    tag,
    summary: 'Show an action, and whether the campaign went on after it',
    needs: 'look',
    params,
    out: actionShape.extend({
      campaign_after: z
        .object({
          went_on: z.enum(['yes', 'no', 'unknown']),
          before: span,
          after: span,
          days: z.array(z.object({ day: time, before: z.number().int(), after: z.number().int() })),
          first: timeOrNever,
          judged_until: timeOrNever.describe(
            'Until when records of every member that saw the campaign are judged',
          ),
        })
        .nullable()
        .describe("Measured from the campaign's calls; null = no campaign stands behind the case"),
    }),
    async handle({ office: { desk }, params: { action_id } }) {
      const action = desk.log.read((r) => find(r, 'action', action_id));
      return { ...actionOf(action), campaign_after: (await campaignAfter(desk, action_id)) ?? null };
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/actions/{action_id}/withdraw',
    tag,
    summary: 'Take back an action that was recorded by mistake',
    needs: 'trace',
    params,
    body: changing({}),
    out: actionShape,
    handle: ({ office: { desk }, params: { action_id }, actor, seen }) =>
      actionOf(withdrawAction(desk, actor, { id: action_id, seen })),
  }),
];
