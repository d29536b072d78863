import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

const labels = [
  { carrier: 'a', call_id: '1', campaign: 'blast' },
  { carrier: 'a', call_id: '2', campaign: '' },
];
const answers: Answers = {
  'labels of candidates': [{ campaign_id: 'c-1', label: 'blast', legs: 1 }],
  'standing candidates': [{ campaign_id: 'c-1', event_ms: 60_000, score: 0.9 }],
  'candidates ever opened': [{ opened: 1, taken_back: 0 }],
  'stored legs of labels': ['', 'blast'].map((label) => ({
    label,
    legs: 1,
    calls: 1,
    calling_numbers: 1,
    first_ms: 0,
    last_ms: 0,
    from_abroad: 0,
  })),
  'minutes of labels': [{ label: 'blast', minute_ms: 0, calls: 1 }],
  'days that are whole': [{ from_ms: 0 }],
  labels: [{ rows: 2 }],
};

/** What is done to tables, in order, without their random ends. */
const steps = (written: readonly { to: string }[]) =>
  written.map(({ to }) => to.replace(/evaluate_labels_\w+/, 'labels'));

it('scores candidates by the labels, in a table that is dropped at the end', async () => {
  const { store, written } = answeringStore(answers);
  expect(await evaluate(store, labels)).toMatchObject({ precision: 1, recall: 1, unmatchedLabels: 0 });
  expect(steps(written)).toEqual(['CREATE TABLE IF', 'labels', 'DROP TABLE labels']);
  expect(written[1]?.what).toEqual(labels);
});

it('drops the table after an error, too', async () => {
  const { store, written } = answeringStore({
    ...answers,
    'standing candidates': () => {
      throw new Error('away');
    },
  });
  await expect(evaluate(store, labels)).rejects.toThrow('away');
  expect(steps(written).at(-1)).toBe('DROP TABLE labels');
});

it('takes labels as they come, a part at a time', async () => {
  const { store, written } = answeringStore(answers);
  async function* many() {
    for (let i = 0; i < 50_001; i += 1) yield { carrier: 'a', call_id: String(i), campaign: '' };
  }
  await evaluate(store, many());
  const inserted = written.slice(1, -1).map(({ what }) => (Array.isArray(what) ? what.length : undefined));
  expect(inserted).toEqual([50_000, 1]);
});
