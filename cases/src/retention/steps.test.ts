import type { Store } from '@ringtrace/platform/clickhouse';
import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { expect, it } from 'vitest';
import { oneShard } from './shards.ts';
import { goneBy, type Step, settledSteps, stepOf, wasDone } from './steps.ts';

const step = (fields: Partial<Step>): Step => ({
  drop_id: 'ret-1',
  step_id: 'ret-2',
  shard: '',
  records: 90,
  kept: 12,
  identities: 80,
  kept_identities: 10,
  state: 'planned',
  ...fields,
});

it('a step of CDRs was done where no more CDRs are left than were to be kept, whatever merged meanwhile', () => {
  expect(wasDone(step({}), { rows: 12, identities: 10 })).toBe(true);
  expect(wasDone(step({}), { rows: 10, identities: 10 })).toBe(true);
  expect(wasDone(step({}), { rows: 102, identities: 90 })).toBe(false);
  // All revisions merged, and so few rows that they could be those that were kept.
  expect(
    wasDone(step({ records: 20, kept: 90, identities: 10, kept_identities: 60 }), {
      rows: 70,
      identities: 70,
    }),
  ).toBe(false);
});

it('a step of another table goes by its rows', () => {
  const other = step({ identities: 0, kept_identities: 0 });
  expect(wasDone(other, { rows: 12, identities: 0 })).toBe(true);
  expect(wasDone(other, { rows: 102, identities: 0 })).toBe(false);
});

it('only steps that were done count', () => {
  const steps = [step({ state: 'done' }), step({ state: 'void' }), step({ records: 5, identities: 4 })];
  expect(goneBy(steps)).toEqual({ records: 90, identities: 80 });
  expect(goneBy([])).toEqual({ records: 0, identities: 0 });
});

it('a shard of which nothing goes has no step', () => {
  const counts = { rows: 30, kept: 10, identities: 25, keptIdentities: 9 };
  expect(stepOf('ret-1', { name: 's2' }, counts)).toMatchObject({
    shard: 's2',
    records: 20,
    kept: 10,
    identities: 16,
    kept_identities: 9,
    state: 'planned',
  });
  expect(stepOf('ret-1', { name: 's2' }, { ...counts, rows: 10 })).toBeUndefined();
});

/** A store with some steps and one partition, which notes the states that are written. */
function storeWith(
  steps: readonly Step[],
  held: { rows: number; identities: number },
  written: unknown[],
): Store {
  return {
    ...unreachableStore(),
    async query({ name, sql, row }) {
      if (name === 'steps of a drop') return steps.map((one) => row.parse(one));
      return [row.parse({ n: sql.includes('FINAL') ? held.identities : held.rows })];
    },
    async insertRows(_, rows) {
      written.push(...rows);
    },
  };
}

const day = (store: Store) => ({ shards: oneShard(store).all, table: cdrStore, partition: 20260303 });

it('a step that was planned is settled by what its shard holds', async () => {
  const written: unknown[] = [];
  const earlier = step({ step_id: 'ret-0', state: 'done' });
  const gone = storeWith([earlier, step({})], { rows: 12, identities: 10 }, written);
  expect(goneBy(await settledSteps(gone, { drop_id: 'ret-1', at: 7 }, day(gone)))).toEqual({
    records: 180,
    identities: 160,
  });
  expect(written).toEqual([{ ...step({ state: 'done' }), at: 7 }]);
  const there = storeWith([earlier, step({})], { rows: 102, identities: 90 }, written);
  expect(goneBy(await settledSteps(there, { drop_id: 'ret-1', at: 8 }, day(there)))).toEqual({
    records: 90,
    identities: 80,
  });
  expect(written.at(-1)).toEqual({ ...step({ state: 'void' }), at: 8 });
});

it('a step on a shard that nobody names any more is told', async () => {
  const store = storeWith([step({ shard: 's9' })], { rows: 0, identities: 0 }, []);
  await expect(settledSteps(store, { drop_id: 'ret-1', at: 7 }, day(store))).rejects.toThrow("shard 's9'");
});
