import { traceCalls } from '@ringtrace/detect/trace/trace';
import type { Store } from '@ringtrace/platform/clickhouse';
import { visibleIn } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { type FoundCampaign, hoursOf } from '../../queries/campaign.ts';
import { callShapes } from '../../queries/campaign-shapes.ts';
import { keptFor } from '../../queries/kept.ts';
import { bare, defineRoute } from '../../route/define.ts';
import { params, tag, theCampaign } from './common.ts';
import { flowOf } from './flow.ts';
import { untilRevised } from './kept.ts';

const calls = z.number().int();
const share = z.object({ provider: z.string(), calls });

export const campaignPathsRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/campaigns/{id}/paths',
  tag,
  summary: 'Ways of the calls of a campaign, from the origin to the terminating carriers',
  needs: 'look',
  params,
  out: z.object({
    calls: calls.describe('Calls of the campaign that have a record in the store'),
    traced: calls.describe('Calls of which a call with the same hand-overs was traced'),
    ways: calls.describe('Distinct hand-overs, of all calls'),
    nodes: z.array(
      z.object({
        hop: z.number().int(),
        provider: z.string(),
        calls,
        reported: calls,
        proven_origin: calls,
        claimed_origin: calls,
        ended: calls,
      }),
    ),
    links: z.array(
      z.object({ hop: z.number().int(), from: z.string(), to: z.string(), calls, proven: z.boolean() }),
    ),
    terminating: z
      .array(share)
      .describe('Carriers whose subscribers were called, or that were the last known'),
  }),
  async handle({ office: work, params: { id } }) {
    const found = await theCampaign(work, id);
    return keptPaths(work.store, found);
  },
});

const keptPaths = keptFor(untilRevised, pathsOf);

async function pathsOf(store: Store, found: FoundCampaign) {
  const shapes = await store.query(callShapes, hoursOf(found));
  const traces = await traceCalls(
    store,
    shapes.map(({ calling, called, time }) => ({ calling, called, time })),
  );
  const ways = shapes.flatMap((shape, i) => {
    const path = traces[i]?.path;
    return path === undefined ? [] : [{ calls: shape.calls, path }];
  });
  const ends = Map.groupBy(ways, ({ path }) => path.terminating_carrier);
  const sum = (some: readonly { readonly calls: number }[]) =>
    some.reduce((total, one) => total + one.calls, 0);
  return visibleIn({
    calls: shapes[0]?.all_calls ?? 0,
    traced: sum(ways),
    ways: shapes[0]?.shapes ?? 0,
    ...flowOf(ways),
    terminating: [...ends]
      .map(([provider, own]) => ({ provider, calls: sum(own) }))
      .sort((a, b) => b.calls - a.calls),
  });
}
