import { evaluate } from '@ringtrace/detect/evaluate/evaluate';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { legsOf } from '@ringtrace/simulator/legs';
import { z } from 'zod';
import { type Accused, accusedCallers } from '../../accuracy/accused.ts';
import type { TrueLabel } from '../../accuracy/store-world.ts';
import { storeTruth } from '../../accuracy/truth.ts';
import { publishedCandidates } from './candidates-topic.ts';
import { firstOpened, takenBack } from './delays.ts';
import { labelledTraffic } from './labelled.ts';
import type { Plan } from './plan.ts';

/** What detection made of a run. */
export interface Findings {
  readonly campaigns: number;
  readonly found: number;
  readonly candidates: number;
  readonly rightCandidates: number;
  readonly bulkCallers: number;
  /** Candidates that are mostly of honest calls, by who made these. */
  readonly accused: readonly Accused[];
  /** Candidates that were open on the topic, and withdrawn later. */
  readonly takenBack: number;
  /** When the first open candidate of a drawn campaign reached the topic, ms since 1970. */
  readonly opened: ReadonlyMap<string, number>;
}

/** Says in the store what each leg truly was, and compares. */
export async function findingsOf(store: Store, kafka: Kafka, plan: Plan): Promise<Findings> {
  const labelled = labelledTraffic(plan);
  const labels = labelsOf(labelled.calls());
  await storeTruth(store, labels);
  const evaluation = await evaluate(
    store,
    labels.map(({ carrier, call_id, campaign }) => ({ carrier, call_id, campaign })),
  );
  const published = await publishedCandidates(kafka);
  const right = evaluation.candidates.filter(({ isTrue }) => isTrue);
  return {
    campaigns: labelled.campaigns.length,
    found: evaluation.campaigns.filter(({ found }) => found).length,
    candidates: evaluation.candidates.length,
    rightCandidates: right.length,
    bulkCallers: labelled.bulkCallers.length,
    accused: await accusedCallers(store),
    takenBack: takenBack(published),
    opened: firstOpened(published, {
      mergedInto: new Map(
        (await store.query(merged, {})).map(({ campaign_id, merged_into }) => [campaign_id, merged_into]),
      ),
      truth: new Map(right.map(({ campaign_id, label }) => [campaign_id, label])),
    }),
  };
}

function labelsOf(calls: ReturnType<ReturnType<typeof labelledTraffic>['calls']>): TrueLabel[] {
  const labels: TrueLabel[] = [];
  for (const call of calls) {
    const near = call.path.slice(0, 2).some((provider) => provider.member);
    for (const { provider, campaign, cdr } of legsOf(call))
      labels.push({ carrier: provider.id, call_id: cdr.call_id, campaign, kind: call.kind, near });
  }
  return labels;
}

const merged = defineQuery()({
  name: 'merged campaigns',
  row: z.object({ campaign_id: z.string(), merged_into: z.string() }),
  sql: "SELECT campaign_id, ifNull(merged_into, '') AS merged_into FROM campaigns WHERE ifNull(merged_into, '') != ''",
});
