import { describe, expect, it } from 'vitest';
import type { Provider } from './providers.ts';
import { random } from './random.ts';
import { route } from './route.ts';
import { createWorld } from './world.ts';

const { providers } = createWorld({ seed: 1, legs: 20_000 });
const ends = [...providers.values()].filter((p) => p.share > 0 || p.country !== 'US');

const linked = (from: Provider, to: Provider) =>
  from.peers.includes(to.id) || from.transits.includes(to.id) || to.peers.includes(from.id);

describe('route', () => {
  it('joins any two providers over peerings, through nobody twice, in at most 6 hands (7 going abroad)', () => {
    const rng = random(1);
    const pairs = ends.flatMap((from) => ends.map((to) => ({ from, to })));
    for (const { from, to } of pairs) {
      for (let again = 0; again < 20; again++) {
        const path = route(rng, providers, { from, to, way: again % 2 === 0 ? 'wholesale' : 'direct' });
        expect(path[0]).toBe(from);
        expect(path.at(-1)).toBe(to);
        expect(new Set(path).size).toBe(path.length);
        expect(path.length).toBeLessThanOrEqual(to.country === 'US' ? 6 : 7);
        path.slice(1).forEach((p, i) => {
          const before = path[i];
          expect(before !== undefined && linked(before, p), path.map((x) => x.id).join(' ')).toBe(true);
        });
      }
    }
  });

  it('stays within a provider that has both ends', () => {
    for (const end of ends) expect(route(random(1), providers, { from: end, to: end })).toEqual([end]);
  });
});
