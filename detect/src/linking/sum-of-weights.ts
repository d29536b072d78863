import { type ComparisonName, comparisons } from './levels.ts';
import type { Linkable } from './linkable.ts';
import { matchWeights } from './match-weights.ts';

/** In a fixed order: the last digits of a sum depend on it. */
export const comparisonNames = [
  'callers',
  'numbers',
  'shared',
  'message',
  'short',
  'answered',
  'rung',
  'areas',
  'time',
  'pace',
  'origin',
] as const satisfies readonly ComparisonName[];

/** Comparisons of figures that each of the two has already. */
const cheapOnes = [
  'origin',
  'callers',
  'numbers',
  'time',
  'pace',
  'answered',
  'short',
  'rung',
] as const satisfies readonly ComparisonName[];

/** A prior, and the weights of each comparison's levels, bits. */
export interface MatchWeights {
  readonly prior: number;
  readonly levels: Readonly<Record<ComparisonName, readonly number[]>>;
}

/** What the comparisons of two clusters say together, bits: 0 is even odds that they are one campaign's. */
export function sumOfWeights(a: Linkable, b: Linkable, weights: MatchWeights = matchWeights): number {
  return comparisonNames.reduce((sum, name) => sum + weightOf(name, a, b, weights), weights.prior);
}

/** The weight of one comparison, bits; 0 where the two can't be compared. */
function weightOf(name: ComparisonName, a: Linkable, b: Linkable, { levels }: MatchWeights): number {
  const level = comparisons[name].of(a, b);
  return level === undefined ? 0 : (levels[name][level] ?? 0);
}

const mostOf = (levels: readonly number[]) => Math.max(0, ...levels);
/** Comparisons of calls one by one: each costs more than all others together. Bits. */
const mostOfCostly = mostOf(matchWeights.levels.message) + mostOf(matchWeights.levels.areas);
const mostOfShared = mostOf(matchWeights.levels.shared);
/** More than what adding in another order may change, bits. */
const rounding = 1e-9;

/**
 * Whether the weight may reach so many bits: it does where the costly comparisons were all as alike as can be. Never
 * false for two whose weight reaches them. `sharesNumbers`: whether they may have calling numbers in common.
 */
export function mayReach(a: Linkable, b: Linkable, bits: number, sharesNumbers: boolean): boolean {
  let most = matchWeights.prior + rounding + mostOfCostly + (sharesNumbers ? mostOfShared : 0);
  for (const name of cheapOnes) most += weightOf(name, a, b, matchWeights);
  return most >= bits;
}
