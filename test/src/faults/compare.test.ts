import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { seeded } from '@ringtrace/platform/seeded';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compare } from './compare.ts';
import { type Known, Model } from './model.ts';

let scratch: TestStore;
beforeAll(async () => {
  scratch = await openTestStore();
});
afterAll(() => scratch.close(), 60_000);

const columns =
  'carrier, start_time, call_id, revision, end_time, calling_number_raw, called_number_raw, caller_name, sip_code';

function sent(): Known[] {
  const model = new Model(seeded(1));
  for (let i = 0; i < 20; i += 1) model.batch('north', 0.3);
  return [...model.known.values()];
}

it('finds what is missing, what is there in another revision, and what nobody sent', async () => {
  const { store } = scratch;
  const all = sent();
  const shown = all.filter(({ cdr }) => !cdr.withdrawn);
  const [first, second] = shown;
  if (first === undefined || second === undefined) throw new Error('the model made nothing');
  expect(shown.length).toBeLessThan(all.length);

  expect(await compare(store, all)).toMatchObject({ lost: shown.length, twice: 0 });
  await store.command(
    `INSERT INTO cdr_store (${columns}, ver) SELECT ${columns}, revision AS ver FROM faults_expected`,
  );
  expect(await compare(store, all)).toEqual({ stored: shown.length, lost: 0, twice: 0, examples: [] });

  const rest = all.filter((known) => known !== first);
  const unsent = await compare(store, rest);
  expect(unsent).toMatchObject({ lost: 0, twice: 1 });
  expect(unsent.examples[0]).toContain(first.cdr.call_id);

  const corrected = { ...second, cdr: { ...second.cdr, revision: second.cdr.revision + 1 } };
  const stale = await compare(store, [...all.filter((known) => known !== second), corrected]);
  expect(stale).toMatchObject({ lost: 1, twice: 0 });
  expect(stale.examples[0]).toContain(`other content: north ${second.cdr.call_id}`);

  const other = { ...first, cdr: { ...first.cdr, call_id: 'never stored' } };
  expect(await compare(store, [...all, other])).toMatchObject({ lost: 1, twice: 0 });
});
