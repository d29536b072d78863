import { expect, it } from 'vitest';
import { definitions } from './report.ts';

/** SQL without the moment of its views: what is left of the moment makes a figure move although nothing has come. */
const withoutViews = (sql: string) => sql.replaceAll("_as_of(as_of = {as_of:DateTime64(3, 'UTC')})", '');

it.each(definitions.map((figure) => [figure.name, figure] as const))(
  '%s says whether it moves with the moment of the report',
  (_, { before = '', columns, from, tail = '', moves }) => {
    const sql = withoutViews([before, ...Object.values(columns), from, tail].join('\n'));
    expect(sql.includes('{as_of:')).toBe(moves !== undefined);
    // No other clock: now() would make a figure move, and could not be told from the report.
    expect(sql).not.toMatch(/\b(?:now|now64|today|yesterday)\(/i);
  },
);

it('moves by the second or by the day in some figures', () => {
  expect(definitions.filter(({ moves }) => moves === 'by the second').map(({ name }) => name)).toEqual([
    'time_per_hop',
    'time_to_origin',
  ]);
});
