import type { Store } from '@ringtrace/platform/clickhouse';
import { type Label, withLabels } from './labels.ts';
import {
  callMinutes,
  candidateLabels,
  countOfLabels,
  labelledTotals,
  standingCandidates,
} from './queries.ts';
import { type Evaluation, score } from './score.ts';

export type { Label } from './labels.ts';
export type { Evaluation } from './score.ts';

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
