import { demandTypes } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import type { Standing } from '../../log/transaction.ts';
import { closeDemand, findDemand, listDemands, receiveDemand } from '../../refer/demands.ts';
import { givenTime, pastMoment } from '../given-time.ts';
import { numbersFields } from '../numbers.ts';
import { bare, changing, defineRoute, nothing, type Route } from '../route.ts';
import { time, timeOrNever } from '../shapes.ts';

const tag = 'Demands';
const params = z.strictObject({ demand_id: z.string() });
const ids = z.array(z.string().trim().min(1).max(200)).max(1_000).default([]);
const numbers = z.array(z.number().int().min(100).max(999_999_999_999_999)).max(1_000).default([]);

const demandShape = z
  .object({
    demand_id: z.string(),
    version: z.number().int(),
    from: z.string(),
    type: z.enum(demandTypes),
    reference: z.string(),
    received_at: time,
    due_at: time,
    cut_off: time.describe('Nothing later is produced'),
    scope: z
      .object({
        case_ids: z.array(z.string()),
        providers: z.array(z.string()),
        calling_numbers: z.array(z.object({ calling_number: z.coerce.string() })),
        called_numbers: z.array(z.object({ called_number: z.coerce.string() })),
        from: timeOrNever,
        to: time,
      })
      .describe('What it covers; an empty list limits nothing'),
    productions: z.array(z.object({ package_id: z.string(), at: time, withheld: z.array(z.string()) })),
    closed: z.boolean(),
  })
  .meta({ id: 'Demand' });

const demandOf = ({ ref, version, state }: Standing<'demand'>) => ({
  demand_id: ref.id,
  version,
  ...state,
  scope: {
    ...state.scope,
    calling_numbers: state.scope.calling_numbers.map((calling_number) => ({ calling_number })),
    called_numbers: state.scope.called_numbers.map((called_number) => ({ called_number })),
  },
});

export const demandRoutes: readonly Route[] = [
  defineRoute({
    ...bare,
    method: 'get',
    path: '/demands',
    tag,
    summary: 'List demands for documents, those that are due first at the top',
    needs: 'look',
    query: z.strictObject(numbersFields),
    out: z.object({ items: z.array(demandShape), total: z.number().int() }),
    handle({ office: { desk } }) {
      const items = listDemands(desk.log).map(demandOf);
      return { items, total: items.length };
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/demands',
    tag,
    summary: 'Note a subpoena, a civil investigative demand or a request of an agency, with what it covers',
    needs: 'lead',
    status: 201,
    body: changing({
      from: z.string().trim().min(1).max(500).describe('Who demands it'),
      type: z.enum(demandTypes),
      reference: z.string().trim().max(500).default('').describe("The sender's own"),
      received_at: givenTime.optional().describe('Left out = now'),
      due_at: givenTime,
      cut_off: givenTime.describe('Nothing later is produced'),
      case_ids: ids.describe('Cases that it covers; empty = all'),
      providers: ids.describe('Providers that it covers; empty = all'),
      calling_numbers: numbers.describe('Calling numbers that it covers, E.164 digits; empty = all'),
      called_numbers: numbers.describe('Called numbers that it covers, E.164 digits; empty = all'),
      calls_since: givenTime
        .optional()
        .describe('Calls that began from then on; left out = from the first one on'),
      calls_until: givenTime.optional().describe('Calls that began up to then; left out = up to the cut-off'),
    }),
    out: demandShape,
    handle({ office: { desk }, body, actor }) {
      const { from, type, reference, case_ids, providers, calling_numbers, called_numbers } = body;
      const cut_off = Date.parse(body.cut_off);
      return demandOf(
        receiveDemand(desk.log, actor, {
          from,
          type,
          reference,
          received_at:
            body.received_at === undefined
              ? desk.now()
              : pastMoment(body.received_at, desk.now(), 'body', 'received_at'),
          due_at: Date.parse(body.due_at),
          cut_off,
          scope: {
            case_ids,
            providers,
            calling_numbers,
            called_numbers,
            from: body.calls_since === undefined ? 0 : Date.parse(body.calls_since),
            to: body.calls_until === undefined ? cut_off : Date.parse(body.calls_until),
          },
        }),
      );
    },
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/demands/{demand_id}',
    tag,
    summary: 'Show a demand, with what was produced for it and what was withheld',
    needs: 'look',
    params,
    query: z.strictObject(numbersFields),
    out: demandShape,
    handle: ({ office: { desk }, params: { demand_id } }) => demandOf(findDemand(desk.log, demand_id)),
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/demands/{demand_id}/close',
    tag,
    summary: 'Close a demand: nothing more is owed',
    needs: 'lead',
    params,
    query: nothing,
    body: changing({}),
    out: demandShape,
    handle: ({ office: { desk }, params: { demand_id }, actor }) =>
      demandOf(closeDemand(desk.log, actor, demand_id)),
  }),
];
