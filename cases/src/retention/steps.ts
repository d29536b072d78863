import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { Table } from '@ringtrace/schemas/table';
import { type RetentionStepRow, retentionSteps, stepStates } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';
import { newId } from '../model/ids.ts';
import { type Counts, type Held, heldOf } from './replace.ts';
import type { Shard } from './shards.ts';

/** What one drop takes from one shard. A step is done as a whole, or not at all. */
export type Step = Omit<RetentionStepRow, 'at'>;

/** What went by some steps: rows, and CDRs each once. */
export interface Gone {
  readonly records: number;
  readonly identities: number;
}

const stepsOfDrop = defineQuery<{ drop_id: string }>()({
  name: 'steps of a drop',
  row: z.object({
    drop_id: z.string(),
    step_id: z.string(),
    shard: z.string(),
    records: z.number(),
    kept: z.number(),
    identities: z.number(),
    kept_identities: z.number(),
    state: z.enum(stepStates),
  }),
  sql: `SELECT drop_id, step_id, toString(shard) AS shard, records, kept, identities, kept_identities, state
    FROM retention_steps FINAL WHERE drop_id = {drop_id: String} ORDER BY step_id`,
});

/**
 * Whether a planned step was done. It looks at what the shard holds now. Nothing comes in any more. So a shard that holds no more than what
 * was to be kept has made the step. CDRs are counted each once: a merge of revisions changes that count never, and the count of rows at any
 * time.
 */
export const wasDone = (step: Pick<Step, 'kept' | 'identities' | 'kept_identities'>, now: Held): boolean =>
  step.identities > 0 ? now.identities <= step.kept_identities : now.rows <= step.kept;

/** What went by the steps that were done. */
export function goneBy(steps: readonly Step[]): Gone {
  const done = steps.filter(({ state }) => state === 'done');
  const sum = (of: (step: Step) => number) => done.reduce((total, step) => total + of(step), 0);
  return { records: sum((step) => step.records), identities: sum((step) => step.identities) };
}

/** The step that a plan for a shard makes; undefined where nothing goes there. */
export function stepOf(
  drop_id: string,
  { name }: Pick<Shard, 'name'>,
  { rows, kept, identities, keptIdentities }: Counts,
): Step | undefined {
  if (rows === kept) return undefined;
  return {
    drop_id,
    step_id: newId('retention'),
    shard: name,
    records: rows - kept,
    kept,
    identities: identities - keptIdentities,
    kept_identities: keptIdentities,
    state: 'planned',
  };
}

/** Writes down the state of steps. A later state must have a later moment `at`, ms since 1970. */
export const writeSteps = (store: Store, steps: readonly Step[], at: number) =>
  store.insertRows(
    retentionSteps,
    steps.map((step) => ({ ...step, at })),
  );

/**
 * The steps of a drop that was begun. Each one that was planned is settled first: it was done, or it is void. A process may have ended
 * between a step and the note of it.
 */
export async function settledSteps(
  store: Store,
  { drop_id, at }: { readonly drop_id: string; readonly at: number },
  of: { readonly shards: readonly Shard[]; readonly table: Table; readonly partition: number },
): Promise<Step[]> {
  const steps = await store.query(stepsOfDrop, { drop_id });
  const open = steps.filter(({ state }) => state === 'planned');
  if (open.length === 0) return steps;
  const settled: Step[] = [];
  for (const step of open) {
    const shard = of.shards.find(({ name }) => name === step.shard);
    if (shard === undefined)
      throw new Error(
        `shard '${step.shard}' has a drop that was begun, and is not among the shards: set CLICKHOUSE_NODES as before`,
      );
    const isDone = wasDone(step, await heldOf(shard, of.table, of.partition));
    settled.push({ ...step, state: isDone ? 'done' : 'void' });
  }
  await writeSteps(store, settled, at);
  return [...steps.filter(({ state }) => state !== 'planned'), ...settled];
}
