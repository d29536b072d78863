import { NoSuchError } from '@ringtrace/cases/work/find';
import { visible } from '@ringtrace/platform/visible';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';
import { readCalledHours, readLegs, readReceived, readSources } from '../../queries/feeds.ts';
import { silentHours, usualDays } from '../../queries/silent-hours.ts';
import { defineRoute, nothing } from '../../route/define.ts';
import { carrierParam, ownCarrier } from '../own-carrier.ts';
import { period, rangeOf } from '../period.ts';
import { tag } from './seen.ts';

const point = z.object({ at: z.iso.datetime(), records: z.number(), rejected: z.number() });
const iso = (s: number) => new Date(s * 1_000).toISOString();

export const feedRateRoute = defineRoute({
  method: 'get',
  path: '/console/feeds/{carrier}/rate',
  tag,
  summary:
    'Records of a carrier over time: by the time of the call, or as they came from each source; and silent hours',
  needs: 'feeds',
  params: carrierParam,
  query: z.strictObject({
    ...period,
    by: z
      .enum(['calls', 'received'])
      .default('calls')
      .describe('The time of the call, or when the record came'),
  }),
  body: nothing,
  out: z.object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    step_s: z.number().describe('Seconds of a point; a point without records is 0'),
    series: z.array(z.object({ name: z.string(), points: z.array(point) })),
    silent: z
      .array(z.object({ from: z.iso.datetime(), to: z.iso.datetime(), usual: z.number(), known: z.number() }))
      .describe('Hours of calls without any, against the days before'),
  }),
  async handle({ office: { store, session }, params, query }) {
    const carrier = ownCarrier(session, params.carrier);
    const rows = await readSources(store, carrier);
    if (rows.length === 0)
      throw new NoSuchError(`nothing of a carrier '${carrier}' was stored yet: the list of feeds has all`);
    const newest = query.by === 'calls' ? 'last_call' : 'last_received';
    const last = Math.max(0, ...rows.map((row) => Date.parse(row[newest] ?? '') || 0));
    const { from, to, step } = rangeOf(query, last);
    const [found, hours] = await Promise.all([
      query.by === 'calls'
        ? readLegs(store, { carrier, from, to, step }).then((legs) =>
            legs.map((row) => ({ ...row, source: '', rejected: 0 })),
          )
        : readReceived(store, { topic: feedTopic(carrier), from, to, step }),
      readCalledHours(store, { carrier, from: from - usualDays * 86_400, to }),
    ]);
    const bySource = Map.groupBy(found, ({ source }) => source);
    return {
      from: iso(from),
      to: iso(to),
      step_s: step,
      series: seriesOf(bySource, { from, to, step }),
      silent: silentHours(
        hours.map(({ hour }) => hour),
        from,
        to,
      ).map((one) => ({ ...one, from: iso(one.from), to: iso(one.to) })),
    };
  },
});

/** More lines than this nobody tells apart; the rest is one. */
const mostLines = 5;

interface RecordsAt {
  readonly at: number;
  readonly records: number;
  readonly rejected: number;
}

/** A point for each step, also where nothing came. */
function seriesOf(
  bySource: ReadonlyMap<string, readonly RecordsAt[]>,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
) {
  const sum = (rows: readonly RecordsAt[]) => rows.reduce((all, { records }) => all + records, 0);
  const largest = [...bySource].toSorted(([, a], [, b]) => sum(b) - sum(a));
  const rest = largest.slice(mostLines).flatMap(([, rows]) => rows);
  const lines: (readonly [string, readonly RecordsAt[]])[] = largest.slice(0, mostLines);
  if (rest.length > 0) lines.push([`${largest.length - mostLines} other sources`, rest]);
  const places = Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
  return lines.map(([name, rows]) => {
    const at = Map.groupBy(rows, (row) => row.at);
    const points = places.map((place) => {
      const here = at.get(place) ?? [];
      return {
        at: iso(place),
        records: sum(here),
        rejected: here.reduce((all, { rejected }) => all + rejected, 0),
      };
    });
    return { name: name === '' ? 'legs' : visible(name), points };
  });
}
