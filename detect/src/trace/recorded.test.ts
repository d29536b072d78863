import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { leg } from './leg.fixture.ts';
import { legKeyOf } from './leg-key.ts';
import { recordingSource } from './recorded.ts';

const [a, b, c] = [leg('a a b'), leg('b a b', 150), leg('c - c', 300)];
const called = a.called_number;
const span = { from: 0, to: minuteMs - 1 };
const recording = (answers: Answers) => {
  const { store, asked } = answeringStore(answers);
  return { source: recordingSource(store), asked };
};
const legsTo = {
  'legs to numbers': () => [a, b].map((one) => ({ ...one, ver: '1' })),
  'legs with higher revisions': () => [],
};

it('notes nothing before something is read', () => {
  expect(recording({}).source.read()).toEqual([]);
});

it('answers as the store does, and notes the keys of the legs, each once', async () => {
  const { source } = recording({ ...legsTo, 'legs ending around forwards': () => [b, c] });
  expect(await source.legsTo([called], [span])).toMatchObject([a, b]);
  expect(await source.legsEndingAround([a])).toMatchObject([b, c]);
  await source.legsTo([called], [span]);
  expect(source.read()).toEqual([a, b, c].map(legKeyOf));
});

it('notes a leg of each call that it tells, which no other question reads', async () => {
  const numbers: unknown[] = [];
  const { source, asked } = recording({
    'legs of callers': (params) => {
      numbers.push(params['numbers']);
      return [legKeyOf(c)];
    },
    'calls of callers': (params) => {
      numbers.push(params['numbers']);
      return [{ calling: 2_025_550_100, called: 3_035_550_100, minute_ms: 0 }];
    },
  });
  const calls = await source.callsOfCallers([a]);
  expect(calls).toEqual([{ calling: 2_025_550_100, called: 3_035_550_100, minute_ms: 0 }]);
  expect(source.read()).toEqual([legKeyOf(c)]);
  // Both ask for the same callers: with the noted legs alone, the answer is the same.
  expect(asked).toEqual(['legs of callers', 'calls of callers']);
  expect(numbers[0]).toEqual(numbers[1]);
});

it('tells legs apart by carrier, start and call id', async () => {
  const alike = [a, { ...a, carrier: 'x' }, { ...a, start_ms: 1 }, { ...a, call_id: 'other' }];
  const { source } = recording({ 'legs ending around forwards': () => [...alike, a] });
  await source.legsEndingAround([a]);
  expect(source.read()).toEqual(alike.map(legKeyOf));
});

it('keeps what each source has read to itself', async () => {
  const { store } = answeringStore(legsTo);
  const [one, other] = [recordingSource(store), recordingSource(store)];
  await one.legsTo([called], [span]);
  expect([one.read().length, other.read().length]).toEqual([2, 0]);
});
