import { pickWeighted, random } from '../random.ts';
import type { Axes } from './axes.ts';

/** In whose company a campaign runs: its kind, and its place among those of one operator or gateway (0 = the first). */
export type Company = { readonly kind: Axes['company']; readonly nth: number };

/** Share of a group that has a third campaign (assumption). */
const thirds = 0.3;

/**
 * The company of each campaign, in order. About a quarter have the operator of another one, and a quarter its gateway
 * (assumptions: an operator that is traced back runs several scripts as a rule, and gateways sell to many).
 */
export function companies(seed: number, count: number): readonly Company[] {
  const rng = random(seed, 'company of campaigns');
  const all: Company[] = [];
  while (all.length < count) {
    const kind = pickWeighted(rng, [
      ['alone', 10],
      ['one operator', 2],
      ['one gateway', 2],
    ] as const);
    const size = kind === 'alone' ? 1 : rng.chance(thirds) ? 3 : 2;
    for (let nth = 0; nth < size && all.length < count; nth += 1) all.push({ kind, nth });
  }
  return all;
}
