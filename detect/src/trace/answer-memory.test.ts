import { expect, it } from 'vitest';
import { AnswerMemory } from './answer-memory.ts';

function remembering(most = 100) {
  const memory = new AnswerMemory<string>(most);
  const read: string[][] = [];
  return {
    memory,
    read,
    /** Questions as 'key version'. What asks for nothing has no answer. */
    ask: (...questions: readonly string[]) =>
      memory.answersTo(
        questions.map((question) => {
          const [key = '', version = ''] = question.split(' ');
          return { key, version };
        }),
        async (missing) => {
          read.push(missing.map(({ key, version }) => `${key} ${version}`));
          return ({ key, version }) => (key === 'nothing' ? undefined : `${key} ${version}`);
        },
      ),
  };
}

it('reads again only what has another version', async () => {
  const { ask, read } = remembering();
  expect(await ask('a 1', 'b 1')).toEqual(['a 1', 'b 1']);
  expect(await ask('b 2', 'a 1')).toEqual(['b 2', 'a 1']);
  expect(await ask('b 1')).toEqual(['b 1']);
  expect(read).toEqual([['a 1', 'b 1'], ['b 2'], ['b 1']]);
});

it('asks again where there was no answer', async () => {
  const { ask, read } = remembering();
  expect(await ask('nothing 1', 'a 1')).toEqual([undefined, 'a 1']);
  expect(await ask('nothing 1', 'a 1')).toEqual([undefined, 'a 1']);
  expect(read).toEqual([['nothing 1', 'a 1'], ['nothing 1']]);
});

it('forgets what was not asked for in a number of turns, and the oldest of too many', async () => {
  const { ask, read, memory } = remembering(2);
  await ask('a 1', 'b 1');
  for (let turn = 0; turn < 20; turn += 1) {
    memory.endTurn();
    await ask('b 1');
  }
  await ask('a 1', 'c 1');
  await ask('b 1');
  expect(read.slice(1)).toEqual([['a 1', 'c 1'], ['b 1']]);
});
