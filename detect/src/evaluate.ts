import type { Store } from '@ringtrace/platform/clickhouse';
import { type Label, withLabels } from './evaluate/labels.ts';
import {
  callMinutes,
  candidateLabels,
  countOfLabels,
  labelledTotals,
  standingCandidates,
} from './evaluate/queries.ts';
import { type Evaluation, score } from './evaluate/score.ts';

export type { Label } from './evaluate/labels.ts';
export type { Evaluation } from './evaluate/score.ts';

/** Compares what standing candidates hold with what the legs really were. */
export function evaluate(store: Store, labels: Iterable<Label> | AsyncIterable<Label>): Promise<Evaluation> {
  return withLabels(store, labels, async (table) =>
    score({
      candidates: await store.query(candidateLabels(table), {}),
      standing: await store.query(standingCandidates, {}),
      labelled: await store.query(labelledTotals(table), {}),
      minutes: await store.query(callMinutes(table), {}),
      labels: (await store.query(countOfLabels(table), {}))[0]?.rows ?? 0,
    }),
  );
}
