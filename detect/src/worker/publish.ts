import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { candidatePublications } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';

/** One event of the topic traceback.candidates: the candidate as it stands, under its id as the key. */
export interface CandidateEvent {
  readonly key: string;
  /** JSON. */
  readonly value: string;
}

/** Sends events and returns once the broker has acknowledged them. */
export type Publish = (events: readonly CandidateEvent[]) => Promise<void>;

const dueIds = `
SELECT c.candidate_id FROM (SELECT candidate_id, revision FROM traceback_candidates) AS c
LEFT JOIN (SELECT candidate_id, revision FROM candidate_publications FINAL) AS p ON p.candidate_id = c.candidate_id
WHERE c.revision > p.revision`;

/** Candidates whose newest revision has not been acknowledged by the topic. */
const unpublished = defineQuery()({
  name: 'unpublished candidates',
  row: z.looseObject({ candidate_id: z.string(), revision: z.number() }),
  sql: `SELECT * FROM traceback_candidates WHERE candidate_id IN (${dueIds}) ORDER BY candidate_id`,
});

export const countUnpublished = defineQuery()({
  name: 'number of unpublished candidates',
  row: z.object({ candidates: z.number() }),
  sql: `SELECT count() AS candidates FROM (${dueIds})`,
});

/** Publishes what is due, then notes it: a crash between the two publishes again, never too little. */
export async function publishDue(store: Store, publish: Publish): Promise<number> {
  const due = await store.query(unpublished, {});
  if (due.length === 0) return 0;
  await publish(due.map((row) => ({ key: row.candidate_id, value: JSON.stringify(row) })));
  await store.insertRows(
    candidatePublications,
    due.map(({ candidate_id, revision }) => ({ candidate_id, revision })),
  );
  return due.length;
}
