import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { leg } from './leg.fixture.ts';
import { storeSource } from './source.ts';

const called = 13_035_550_100;
const span = { from: 0, to: minuteMs - 1 };
const minute = (n: number) => ({ from: n * minuteMs, to: (n + 1) * minuteMs - 1 });
const [a, b] = [leg('a a b'), leg('b a b', 150)];

it('reads the legs that have a higher revision again, and only these', async () => {
  const corrected = { ...b, upstream: 'x' };
  const higher: unknown[] = [];
  const { store, asked } = answeringStore({
    'legs to numbers': () => [a, b].map((one) => ({ ...one, ver: '1' })),
    'legs with higher revisions': () => [b],
    'legs at their highest revision': (params) => {
      higher.push(params['found']);
      return [corrected];
    },
  });
  expect(await storeSource(store).legsTo([called], [span])).toMatchObject([a, corrected]);
  expect(higher).toEqual([[{ carrier: 'b', start_time: 150, call_id: b.call_id }]]);
  expect(asked).toHaveLength(3);
});

it('leaves out a leg whose highest revision has another called number', async () => {
  const { store } = answeringStore({
    'legs to numbers': () => [a, b].map((one) => ({ ...one, ver: '1' })),
    'legs with higher revisions': () => [b],
    'legs at their highest revision': () => [],
  });
  expect(await storeSource(store).legsTo([called], [span])).toMatchObject([a]);
});

it('asks no more where no leg has a higher revision, or none is found', async () => {
  const none = answeringStore({ 'legs to numbers': () => [] });
  expect(await storeSource(none.store).legsTo([called], [span])).toEqual([]);
  const one = answeringStore({
    'legs to numbers': () => [{ ...a, ver: '1' }],
    'legs with higher revisions': () => [],
  });
  expect(await storeSource(one.store).legsTo([called], [span])).toHaveLength(1);
});

it('asks once for each number, without its prefix', async () => {
  const numbers: unknown[] = [];
  const { store } = answeringStore({
    'legs to numbers': (params) => {
      numbers.push(params['called']);
      return [];
    },
  });
  await storeSource(store).legsTo([called, 3_035_550_100, 3_035_550_101], [span, span, span]);
  expect(numbers).toEqual([[3_035_550_100, 3_035_550_101]]);
});

it('tells how many legs a span has by those to a part of the called numbers, 0 where none is found', async () => {
  const { store } = answeringStore({ 'legs in windows': () => [{ window: 60, legs: 3 }] });
  expect(await storeSource(store).legsIn([minute(0), minute(1)])).toEqual([0, 192]);
});

it('reads samples of one part of the called numbers together, and answers in the order of the samples', async () => {
  const read: unknown[] = [];
  const { store } = answeringStore({
    'clock differences': (params) => {
      read.push([params['every'], params['windows']]);
      return params['every'] === 2 ? [{ window: 60, a: 'a', b: 'b', ms: 5, calls: 1 }] : [];
    },
  });
  const samples = [
    { span: minute(0), every: 1 },
    { span: minute(1), every: 2 },
    { span: minute(2), every: 1 },
  ];
  const found = await storeSource(store).clockDifferences(samples);
  expect(found.map((rows) => rows.map(({ ms }) => ms))).toEqual([[], [5], []]);
  expect(read).toEqual([
    [1, [0, 120].map((start) => ({ window: start, minute: start }))],
    [2, [{ window: 60, minute: 60 }]],
  ]);
});
