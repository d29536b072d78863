import { describe, expect, it } from 'vitest';
import { pickWeighted, random, uuid } from './random.ts';

const take = (seed: number, name: string) => {
  const rng = random(seed, name);
  return Array.from({ length: 5 }, () => rng.next());
};

describe('random', () => {
  it('repeats itself for a seed and a name, and for no other', () => {
    expect(take(1, 'a')).toEqual(take(1, 'a'));
    expect(take(1, 'a')).not.toEqual(take(2, 'a'));
    expect(take(1, 'a')).not.toEqual(take(1, 'b'));
  });

  it('is even over [0, 1) and normal about 0', () => {
    const rng = random(3);
    const even = Array.from({ length: 20_000 }, () => rng.next());
    expect(even.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(even.reduce((a, b) => a + b) / even.length).toBeCloseTo(0.5, 1);
    const normal = Array.from({ length: 20_000 }, () => rng.normal());
    expect(normal.reduce((a, b) => a + b) / normal.length).toBeCloseTo(0, 1);
    expect(normal.filter((x) => Math.abs(x) < 1).length / normal.length).toBeCloseTo(0.683, 1);
  });

  it('picks by weight', () => {
    const rng = random(4);
    const drawn = Array.from({ length: 10_000 }, () =>
      pickWeighted(rng, [
        ['a', 3],
        ['b', 1],
        ['never', 0],
      ]),
    );
    expect(drawn.filter((x) => x === 'a').length / drawn.length).toBeCloseTo(0.75, 1);
    expect(drawn).not.toContain('never');
  });

  it('makes UUIDs of the usual layout', () => {
    expect(uuid(random(5))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
