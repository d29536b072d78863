import type { Store } from '@ringtrace/platform/clickhouse';
import { wholeSince } from '../trace/gone.ts';
import { type Label, withLabels } from './labels.ts';
import {
  callMinutes,
  candidateLabels,
  candidatesOpened,
  countOfLabels,
  labelledTotals,
  standingCandidates,
} from './queries.ts';
import { type Evaluation, score } from './score.ts';

export type { Label } from './labels.ts';
export type { Evaluation } from './score.ts';

/**
 * Compares the legs in standing candidates with the labels that say what each leg really was. Labels go to a table of
 * their own, which is dropped at the end; nothing else is written.
 */
export function evaluate(store: Store, labels: Iterable<Label> | AsyncIterable<Label>): Promise<Evaluation> {
  return withLabels(store, labels, async (table) =>
    score({
      candidates: await store.query(candidateLabels(table), {}),
      standing: await store.query(standingCandidates, {}),
      opened: (await store.query(candidatesOpened, {}))[0] ?? { opened: 0, taken_back: 0 },
      labelled: await store.query(labelledTotals(table), {}),
      minutes: await store.query(callMinutes(table), {}),
      wholeSince: await wholeSince(store),
      labels: (await store.query(countOfLabels(table), {}))[0]?.rows ?? 0,
    }),
  );
}
