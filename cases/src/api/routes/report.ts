import { z } from 'zod';
import { reportAsJson } from '../../report/forms/plain.ts';
import { asOfMoment, givenTime } from '../given-time.ts';
import { InputError } from '../input.ts';
import { bare, defineRoute, type Route } from '../route.ts';

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

export const reportRoutes: readonly Route[] = [
  defineRoute({
    ...bare,
    method: 'get',
    path: '/report',
    tag: 'Report',
    summary:
      'The report of a period, as of any date: each figure with its definition, its query and its rows',
    needs: 'look',
    query: z.strictObject({
      from: givenTime.describe('First moment of the period'),
      to: givenTime.describe('First moment behind the period'),
      as_of: givenTime.optional().describe('What came later does not count; left out = now'),
    }),
    out: z.object({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      as_of: z.iso.datetime(),
      figures: z.array(
        z.looseObject({
          name: z.string(),
          title: z.string(),
          definition: z.string(),
          shape: z.string(),
          sql: z.string().describe('It can be run as it stands'),
          rows: z.array(row),
          in_words: z.string().optional(),
        }),
      ),
    }),
    async handle({ office, query }) {
      const covered = { from: Date.parse(query.from), to: Date.parse(query.to) };
      const as_of = asOfMoment(query.as_of, office.desk.now());
      if (covered.to <= covered.from) throw wrong('to', 'it must lie after from');
      if ((as_of ?? office.desk.now()) <= covered.from)
        throw wrong('from', 'at that moment nothing of the period had happened yet');
      return reportAsJson(await office.report(covered, as_of));
    },
  }),
];

const wrong = (field: string, message: string) => new InputError('query', [{ field, message }]);
