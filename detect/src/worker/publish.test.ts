import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { publishDue } from './publish.ts';

const due = { 'unpublished candidates': [{ candidate_id: 't-1', revision: 7, status: 'open' }] };

it('sends what is due, and notes it once the broker has it', async () => {
  const { store, written } = answeringStore(due);
  const sent: unknown[] = [];
  const publish = async (events: readonly unknown[]) => {
    expect(written).toEqual([]);
    sent.push(...events);
  };
  expect(await publishDue(store, publish)).toBe(1);
  expect(sent).toEqual([{ key: 't-1', value: JSON.stringify(due['unpublished candidates'][0]) }]);
  expect(written).toEqual([{ to: 'candidate_publications', what: [{ candidate_id: 't-1', revision: 7 }] }]);
});

it('notes nothing where the broker does not take it: it is due again', async () => {
  const { store, written } = answeringStore(due);
  await expect(publishDue(store, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(written).toEqual([]);
});

it('sends nothing where nothing is due', async () => {
  const { store, written } = answeringStore({ 'unpublished candidates': [] });
  expect(await publishDue(store, () => Promise.reject(new Error('was asked')))).toBe(0);
  expect(written).toEqual([]);
});
