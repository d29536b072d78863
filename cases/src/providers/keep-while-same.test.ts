import { describe, expect, it } from 'vitest';
import { keepWhileSame } from './keep-while-same.ts';

/** Answers that are counted, over a basis that can be changed. */
function counted(most = 2) {
  const keep = keepWhileSame<string>(most);
  const world = { basis: 'a', made: 0 };
  const ask = (make = async () => `answer ${world.made}`) =>
    keep(
      async () => world.basis,
      () => {
        world.made += 1;
        return make();
      },
    );
  return { world, ask };
}

describe('an answer that is kept', () => {
  it('is made once while its basis stays the same, and again for another basis', async () => {
    const { world, ask } = counted();
    expect(await ask()).toBe('answer 1');
    expect(await ask()).toBe('answer 1');
    world.basis = 'b';
    expect(await ask()).toBe('answer 2');
    world.basis = 'a';
    expect(await ask()).toBe('answer 1');
    expect(world.made).toBe(2);
  });

  it('is shared by all who ask meanwhile', async () => {
    const { world, ask } = counted();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['answer 1', 'answer 1', 'answer 1']);
    expect(world.made).toBe(1);
  });

  it('goes where others were asked for since', async () => {
    const { world, ask } = counted();
    for (const basis of ['a', 'b', 'a', 'c', 'a']) {
      world.basis = basis;
      await ask();
    }
    expect(world.made).toBe(3);
    world.basis = 'b';
    await ask();
    expect(world.made).toBe(4);
  });

  it('is not kept where the basis changed while it was made', async () => {
    const { world, ask } = counted();
    const moved = await ask(async () => {
      world.basis = 'b';
      return 'of both';
    });
    expect(moved).toBe('of both');
    world.basis = 'a';
    expect(await ask()).toBe('answer 2');
  });

  it('is no error', async () => {
    const { world, ask } = counted();
    await expect(ask(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await ask()).toBe('answer 2');
    expect(world.made).toBe(2);
  });
});
