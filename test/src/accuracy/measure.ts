import { type Evaluation, evaluate } from '@ringtrace/detect/evaluate/evaluate';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { type DrawnSettings, type DrawnTraffic, drawTraffic } from '@ringtrace/simulator/drawn/traffic';
import { z } from 'zod';
import { detecting } from '../bench/store/settle.ts';
import { type Accused, accusedCallers } from './accused.ts';
import { type ProvenOrigin, provenOrigins } from './proven.ts';
import { type Flagged, flaggedBy, isSuspected, rules } from './rules.ts';
import { storeWorld } from './store-world.ts';
import { storeTruth, truth } from './truth.ts';
import { type Cause, causes, fates } from './why.ts';

const nearness = z.object({ near: z.boolean(), legs: z.number(), suspected: z.number() });

/** The results of detection on one drawn network. */
export interface Measured {
  readonly settings: DrawnSettings;
  readonly traffic: DrawnTraffic;
  readonly legs: number;
  readonly evaluation: Evaluation;
  /**
   * Legs of campaigns, by whether the call's origin or the provider after it reports. For each group: legs, and legs in
   * candidates.
   */
  readonly nearness: readonly z.infer<typeof nearness>[];
  /** Legitimate bulk callers to which most legs of some candidate belong. */
  readonly accused: readonly Accused[];
  readonly provenOrigins: readonly ProvenOrigin[];
  /** Why large campaigns were missed, and why candidates are wrong. */
  readonly causes: readonly Cause[];
  readonly rules: readonly { readonly rule: string; readonly flagged: readonly Flagged[] }[];
}

/** Draws a network's traffic, stores it in an empty store, and detects. */
export async function measureWorld(store: Store, settings: DrawnSettings): Promise<Measured> {
  const traffic = drawTraffic(settings);
  const labels = await storeWorld(store, traffic);
  await storeTruth(store, labels);
  await detecting(store).settle();
  const measured = [];
  for (const [rule, condition] of Object.entries(rules))
    measured.push({ rule, flagged: await flaggedBy(store, condition) });
  const evaluation = await evaluate(
    store,
    labels.map(({ carrier, call_id, campaign }) => ({ carrier, call_id, campaign })),
  );
  const large = new Set(traffic.campaigns.filter(({ calls }) => calls >= 1_000).map(({ name }) => name));
  return {
    settings,
    traffic,
    legs: labels.length,
    evaluation,
    nearness: await store.query(byNearness, {}),
    accused: await accusedCallers(store),
    provenOrigins: await provenOrigins(store),
    causes: causes(await fates(store), evaluation, (campaign) => large.has(campaign)),
    rules: measured,
  };
}

const byNearness = defineQuery()({
  name: 'suspected legs by nearness',
  row: nearness,
  sql: `
SELECT near, count() AS legs, countIf(${isSuspected}) AS suspected
FROM ${truth.name} WHERE campaign != '' GROUP BY near ORDER BY near`,
});
