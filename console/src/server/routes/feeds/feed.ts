import { NoSuchError } from '@ringtrace/cases/work/find';
import { lookAtFeeds } from '@ringtrace/ingest/feed/watch/standing';
import { visible } from '@ringtrace/platform/visible';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';
import { scopeOf } from '../../people/session.ts';
import { readRejects } from '../../queries/dead-letters.ts';
import { readDifferences } from '../../queries/feeds.ts';
import { aMinuteByScope, keptFor } from '../../queries/kept.ts';
import { bare, defineRoute } from '../../route/define.ts';
import { carrierParam, ownCarrier } from '../own-carrier.ts';
import { clocksFor, feedRow, feedsSeen, tag } from './seen.ts';

const rejectShape = z.object({
  reason: z.string(),
  field: z.string(),
  whole: z.boolean().describe('Whole messages, not single records'),
  open: z.number(),
  replayed: z.number(),
  closed: z.number().describe('Closed by hand: older than retention keeps'),
  first: z.iso.datetime(),
  latest: z.iso.datetime(),
  example: z.string().describe('What is wrong, without the numbers that it may quote'),
  partition: z.number().describe('Place of the newest one'),
  offset: z.number(),
  record_index: z.number(),
});

export const feedRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/feeds/{carrier}',
  tag,
  summary:
    "One carrier's feed: its sources, clock, waiting messages, rejects, and feeds from folders of this machine",
  needs: 'feeds',
  params: carrierParam,
  out: z.object({
    carrier: z.string(),
    sources: z.array(feedRow),
    clock: z.object({
      offset_s: z.number().nullable(),
      neighbors: z.number(),
      differences: z
        .array(z.object({ neighbor: z.string(), ahead_s: z.number(), shared_calls: z.number() }))
        .nullable()
        .describe('Beside the clock of each neighbor; null = not shown to a person of a carrier'),
    }),
    waiting: z.number().nullable(),
    rejects: z.array(rejectShape).describe('All reasons and fields'),
    folders: z
      .array(
        z.object({
          directory: z.string(),
          source: z.string(),
          running: z.boolean(),
          records: z.number(),
          refused: z.number(),
          damaged: z.array(z.string()),
          spooled_batches: z.number(),
          trouble: z.string(),
        }),
      )
      .describe(
        "Folders that 'ringtrace feed --watch' of this machine reads; none for a person of a carrier",
      ),
  }),
  async handle({ office: work, params }) {
    const carrier = ownCarrier(work.session, params.carrier);
    const all = scopeOf(work.session) === '';
    const [sources, clocks, differences, rejects] = await Promise.all([
      feedsSeen(work, carrier),
      clocksFor(work.store, scopeOf(work.session)),
      all ? differencesFor(work.store, carrier) : null,
      readRejects(work.store, feedTopic(carrier)),
    ]);
    if (sources.length === 0)
      throw new NoSuchError(`no feed of a carrier '${carrier}' is known: the list of feeds has all`);
    const clock = clocks.find((one) => one.carrier === carrier);
    const folders = all
      ? lookAtFeeds(work.config.RINGTRACE_HOME).filter((feed) => feed.carrier === carrier)
      : [];
    return {
      carrier,
      sources,
      clock: {
        offset_s: clock?.clock_offset_s ?? null,
        neighbors: clock?.clock_neighbors ?? 0,
        differences,
      },
      waiting: sources[0]?.waiting ?? null,
      rejects: rejects.map((row) => ({ ...row, example: visible(row.example) })),
      folders: folders.map((feed) => ({
        ...feed,
        directory: visible(feed.directory),
        source: visible(feed.source),
        damaged: feed.damaged.map(visible),
        trouble: visible(feed.trouble),
      })),
    };
  },
});
const differencesFor = keptFor(aMinuteByScope, readDifferences);
