import { numbersFields } from '@ringtrace/cases/api/numbers';
import { traceCalls } from '@ringtrace/detect/trace/trace';
import { z } from 'zod';
import { legSorts } from '../../queries/legs.ts';
import { defineRoute, nothing } from '../../route/define.ts';
import { orderField, pageFields } from '../../route/list.ts';
import { asked, iso } from './asked.ts';
import { filters } from './filters.ts';
import { found, searchedFields, searchedOf } from './found.ts';

const tag = 'Calls';
const needs = 'look';

/** Legs of one page that are stitched to calls. */
const mostStitched = 100;

const stitchedShape = z.object({
  calling_number: z.union([z.number(), z.string()]),
  called_number: z.union([z.number(), z.string()]),
  start_time: z.iso.datetime(),
  first: z.object({ carrier: z.string(), call_id: z.string(), start_time: z.iso.datetime() }),
  legs: z.number().int(),
  carriers: z.array(z.string()).describe('Who reported the call'),
  path: z.array(z.object({ provider: z.string(), reported: z.boolean() })),
  origin_provider: z.string().describe("Proven origin; '' = none"),
  claimed_origin: z.string(),
  next_provider_to_ask: z.string(),
});

export const stitchedCallsRoute = defineRoute({
  method: 'get',
  path: '/console/calls/stitched',
  tag,
  summary: 'The calls that a page of legs belongs to, stitched across carriers',
  needs,
  params: nothing,
  query: z.strictObject({
    ...filters,
    ...numbersFields,
    sort: orderField(legSorts),
    offset: pageFields.offset,
    limit: z.coerce.number().int().min(1).max(mostStitched).default(mostStitched),
  }),
  body: nothing,
  out: z.object({
    items: z.array(stitchedShape),
    legs: z.number().int().describe('Legs of this page'),
    total: z.number().int().describe('All legs that the filters let through'),
    ...searchedFields,
  }),
  async handle({ office: work, query, actor }) {
    const wanted = await asked(work, query, actor);
    const { items, total } = await found(work, wanted.search, query.sort, query.limit, query.offset);
    const traces = await traceCalls(
      work.store,
      items.map((leg) => ({
        calling: Number(leg.calling_number),
        called: Number(leg.called_number),
        time: Date.parse(leg.start_time),
        windowS: 2,
      })),
    );
    const calls = new Map<string, z.output<typeof stitchedShape>>();
    for (const { legs, path } of traces) {
      const [first] = legs;
      if (first === undefined || path === undefined) continue;
      const { carrier, call_id, calling_number, called_number } = first;
      const start_time = iso(first.start_ms);
      calls.set(JSON.stringify([carrier, call_id, start_time]), {
        calling_number,
        called_number,
        start_time,
        first: { carrier, call_id, start_time },
        legs: legs.length,
        carriers: [...new Set(legs.map((leg) => leg.carrier))],
        path: path.hops.map(({ provider, reported }) => ({ provider, reported })),
        origin_provider: path.origin_provider,
        claimed_origin: path.claimed_origin,
        next_provider_to_ask: path.next_provider_to_ask,
      });
    }
    return { items: [...calls.values()], legs: items.length, total, ...searchedOf(wanted) };
  },
});
