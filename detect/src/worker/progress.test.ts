import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { type DetectProgress, ProgressReport } from './progress.ts';

const counts = 'open campaigns and candidates';
const open = [{ campaigns: 2, candidates: 1, withdrawn: 0 }];

it('tells the counts that are open, once for each change', async () => {
  const { store, asked } = answeringStore({ [counts]: open });
  const told: DetectProgress[] = [];
  const report = new ProgressReport(store, (progress) => told.push(progress));
  await report.tell();
  expect(asked).toEqual([]);
  report.changed(60);
  report.changed(5);
  await report.tell();
  await report.tell();
  expect(told).toEqual([{ kind: 'detect', campaigns: 2, candidates: 1, judgedMinutes: 65 }]);
  report.changed();
  await report.tell();
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ judgedMinutes: 65 });
});

it('tells the next time what it could not tell', async () => {
  const away = { now: true };
  const { store } = answeringStore({
    [counts]: () => {
      if (away.now) throw new Error('the engine is away');
      return open;
    },
  });
  const told: DetectProgress[] = [];
  const report = new ProgressReport(store, (progress) => told.push(progress));
  report.changed(1);
  await expect(report.tell()).rejects.toThrow('the engine is away');
  expect(told).toEqual([]);
  away.now = false;
  await report.tell();
  expect(told).toHaveLength(1);
});
