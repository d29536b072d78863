import { numbersFields } from '@ringtrace/cases/api/numbers';
import { z } from 'zod';
import { legColumns, legSorts } from '../../queries/legs.ts';
import { defineRoute, nothing } from '../../route/define.ts';
import { csvRoute, mostCsvRows, orderField, pageFields } from '../../route/list.ts';
import { asked } from './asked.ts';
import { filters } from './filters.ts';
import { found, searchedFields, searchedOf } from './found.ts';

const tag = 'Calls';
const needs = 'look';

export const callsRoute = defineRoute({
  method: 'get',
  path: '/console/calls',
  tag,
  summary: 'Find legs by number, time, carrier, outcome and duration',
  needs,
  params: nothing,
  query: z.strictObject({ ...filters, ...numbersFields, sort: orderField(legSorts), ...pageFields }),
  body: nothing,
  out: z.object({
    items: z.array(z.object(legColumns)),
    total: z.number().int().describe('All legs that the filters let through, on whatever page'),
    ...searchedFields,
  }),
  async handle({ office: work, query, actor }) {
    const wanted = await asked(work, query, actor);
    const { sort, limit, offset } = query;
    return { ...(await found(work, wanted.search, sort, limit, offset)), ...searchedOf(wanted) };
  },
});

export const callsCsv = csvRoute({
  path: '/console/calls',
  tag,
  summary: 'Find legs by number, time, carrier, outcome and duration',
  needs,
  query: z.strictObject({ ...filters, ...numbersFields, sort: orderField(legSorts) }),
  row: z.object(legColumns),
  async rows(work, query, actor) {
    const wanted = await asked(work, query, actor);
    const { sort } = query;
    return {
      ...(await found(work, wanted.search, sort, mostCsvRows, 0)),
      filters: { ...wanted.filters, sort, reason: query.reason },
    };
  },
});
