import { minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { MinuteMemory, type Question } from './minute-memory.ts';

/** The minutes from one to another. */
const of = (key: string, from: number, to: number): Question => ({
  key,
  span: { from: from * minuteMs, to: to * minuteMs + (minuteMs - 1) },
});

function remembering(most?: number) {
  const arrived = new Map<number, number>();
  const memory = new MinuteMemory<string>(async () => arrived, most);
  const read: string[][] = [];
  return {
    memory,
    read,
    arrive: (at: number) => arrived.set(60 * at, (arrived.get(60 * at) ?? 0) + 1),
    ask: (...questions: Question[]) =>
      memory.answersTo(questions, async (missing) => {
        read.push(missing.map(({ key }) => key));
        return ({ key }) => `${key}, read ${read.length}`;
      }),
  };
}

it('reads again only what something has arrived for, in the minutes of its span', async () => {
  const { ask, arrive, read } = remembering();
  const [a, b] = [of('a', 1, 2), of('b', 3, 5)];
  expect(await ask(a, b)).toEqual(['a, read 1', 'b, read 1']);
  for (const other of [0, 6]) arrive(other);
  expect(await ask(b, a)).toEqual(['b, read 1', 'a, read 1']);
  arrive(5);
  expect(await ask(a, b)).toEqual(['a, read 1', 'b, read 2']);
  arrive(1);
  arrive(5);
  expect(await ask(a, a, b)).toEqual(['a, read 3', 'a, read 3', 'b, read 3']);
  expect(read).toEqual([['a', 'b'], ['b'], ['a', 'b']]);
});

it('keeps nothing of a read that fails', async () => {
  const { memory, ask } = remembering();
  const fails = memory.answersTo([of('a', 1, 1)], () => Promise.reject(new Error('no store')));
  await expect(fails).rejects.toThrow('no store');
  expect(await ask(of('a', 1, 1))).toEqual(['a, read 1']);
});

it('counts what arrives while it reads as not seen', async () => {
  const arrived = new Map([[60, 1]]);
  const memory = new MinuteMemory<number>(async () => new Map(arrived));
  const ask = () =>
    memory.answersTo([of('a', 1, 1)], async () => {
      const answer = arrived.get(60) ?? 0;
      if (answer === 1) arrived.set(60, 2);
      return () => answer;
    });
  expect(await ask()).toEqual([1]);
  expect(await ask()).toEqual([2]);
});

it('forgets what is not asked for any more, and the oldest where there are many', async () => {
  const { memory, ask } = remembering();
  const [a, b] = [of('a', 1, 1), of('b', 1, 1)];
  await ask(a, b);
  for (let turn = 0; turn < 12; turn += 1) {
    memory.endTurn();
    expect(await ask(a)).toEqual(['a, read 1']);
  }
  expect(await ask(b)).toEqual(['b, read 2']);

  const small = remembering(2);
  expect(await small.ask(a, b, of('c', 1, 1))).toHaveLength(3);
  expect(await small.ask(b)).toEqual(['b, read 1']);
  expect(await small.ask(a)).toEqual(['a, read 2']);
});

it('fails where a question gets no answer, so that all others keep their places', async () => {
  const memory = new MinuteMemory<string | undefined>(async () => new Map());
  const asked = memory.answersTo(
    [of('a', 1, 1), of('b', 1, 1)],
    async () =>
      ({ key }) =>
        key === 'a' ? undefined : key,
  );
  await expect(asked).rejects.toThrow('no answer was read for a');
});
