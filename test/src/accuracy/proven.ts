import type { Evaluation } from '@ringtrace/detect/evaluate/evaluate';
import { type Share, shareOf } from '@ringtrace/detect/evaluate/share';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { DrawnTraffic } from '@ringtrace/simulator/drawn/traffic';
import { z } from 'zod';

const provenOrigin = z.object({ campaign_id: z.string(), origin_provider: z.string() });
export type ProvenOrigin = z.infer<typeof provenOrigin>;

/** The origins of open candidates that name one as proven. */
export const provenOrigins = (store: Store) =>
  store.query(
    defineQuery()({
      name: 'proven origins of candidates',
      row: provenOrigin,
      sql: `SELECT campaign_id, origin_provider FROM traceback_candidates
WHERE status = 'open' AND origin_provider IS NOT NULL ORDER BY campaign_id`,
    }),
    {},
  );

interface World {
  readonly traffic: DrawnTraffic;
  readonly evaluation: Evaluation;
  readonly provenOrigins: readonly ProvenOrigin[];
}

/** How many of the proven origins are providers at which calls of the candidate's commonest caller really start. */
export function rightlyProven(worlds: readonly World[]): Share {
  const all = worlds.flatMap(({ traffic, evaluation, provenOrigins: proven }) => {
    const originsOf = new Map(traffic.campaigns.map(({ name, origins }) => [name, origins]));
    return proven.flatMap(({ campaign_id, origin_provider }) => {
      const candidate = evaluation.candidates.find((each) => each.campaign_id === campaign_id);
      const origins = originsOf.get(candidate?.label ?? '');
      // A candidate of honest calls is counted with the accused.
      return origins === undefined ? [] : [origins.includes(origin_provider)];
    });
  });
  return shareOf(all.filter((isRight) => isRight).length, all.length);
}
