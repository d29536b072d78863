import { type Evaluation, evaluate } from '@ringtrace/detect/evaluate/evaluate';
import { openScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { type DrawnSettings, type DrawnTraffic, drawTraffic } from '@ringtrace/simulator/drawn/traffic';
import { z } from 'zod';
import { detecting } from '../bench/store/settle.ts';
import { type Accused, accusedCallers } from './accused.ts';
import { type Flagged, flaggedBy, isSuspected, rules } from './rules.ts';
import { storeWorld } from './store-world.ts';
import { storeTruth, truth } from './truth.ts';

const nearness = z.object({ near: z.boolean(), legs: z.number(), suspected: z.number() });

/** What detection made of one world. */
export interface Measured {
  readonly settings: DrawnSettings;
  readonly traffic: DrawnTraffic;
  readonly legs: number;
  readonly evaluation: Evaluation;
  /** Campaigns' legs where the origin or the first provider behind it reports, and elsewhere; those in candidates. */
  readonly nearness: readonly z.infer<typeof nearness>[];
  /** Legitimate callers of many that most of a candidate's legs are of. */
  readonly accused: readonly Accused[];
  readonly rules: readonly { readonly rule: string; readonly flagged: readonly Flagged[] }[];
}

export async function measureWorld(settings: DrawnSettings): Promise<Measured> {
  const scratch = await openScratchStore();
  try {
    const { store } = scratch;
    const traffic = drawTraffic(settings);
    const labels = await storeWorld(store, traffic);
    await storeTruth(store, labels);
    await detecting(store).settle();
    const measured = [];
    for (const [rule, condition] of Object.entries(rules))
      measured.push({ rule, flagged: await flaggedBy(store, condition) });
    return {
      settings,
      traffic,
      legs: labels.length,
      evaluation: await evaluate(
        store,
        labels.map(({ carrier, call_id, campaign }) => ({ carrier, call_id, campaign })),
      ),
      nearness: await store.query(byNearness, {}),
      accused: await accusedCallers(store),
      rules: measured,
    };
  } finally {
    await scratch.close();
  }
}

const byNearness = defineQuery()({
  name: 'suspected legs by nearness',
  row: nearness,
  sql: `
SELECT near, count() AS legs, countIf(${isSuspected}) AS suspected
FROM ${truth.name} WHERE campaign != '' GROUP BY near ORDER BY near`,
});
