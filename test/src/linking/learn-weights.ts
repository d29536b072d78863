import { type ComparisonName, comparisons } from '@ringtrace/detect/linking/levels';
import { comparisonNames, type MatchWeights } from '@ringtrace/detect/linking/sum-of-weights';

/** Two clusters with labels, as far as learning needs them. */
export interface LabelledPair {
  /** The campaign that both are of; undefined where they are not of one. */
  readonly campaign: string | undefined;
  /** The level of each comparison; undefined where there are too few calls to tell. */
  readonly levels: Readonly<Record<ComparisonName, number | undefined>>;
}

/** Levels of names, in an object. */
const byName = <T>(of: (name: ComparisonName) => T): Record<ComparisonName, T> => ({
  callers: of('callers'),
  numbers: of('numbers'),
  shared: of('shared'),
  message: of('message'),
  short: of('short'),
  answered: of('answered'),
  rung: of('rung'),
  areas: of('areas'),
  time: of('time'),
  pace: of('pace'),
  origin: of('origin'),
});

export const levelsOf = (...[a, b]: Parameters<(typeof comparisons)['time']['of']>) =>
  byName((name) => comparisons[name].of(a, b));

/** Makes weights fall along the levels: neighbors that rise are pooled, each by its number of pairs. */
export function falling(weights: readonly number[], pairs: readonly number[]): number[] {
  const pools: { readonly weight: number; readonly pairs: number; readonly levels: number }[] = [];
  for (const [i, weight] of weights.entries()) {
    let pool = { weight, pairs: pairs[i] ?? 0, levels: 1 };
    for (let last = pools.at(-1); last !== undefined && last.weight < pool.weight; last = pools.at(-1)) {
      pools.pop();
      const all = last.pairs + pool.pairs;
      const mean = (last.weight * last.pairs + pool.weight * pool.pairs) / Math.max(1e-9, all);
      pool = { weight: mean, pairs: all, levels: last.levels + pool.levels };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ weight, levels }) => Array.from({ length: levels }, () => weight));
}

/**
 * Match weights of labelled pairs: log2 of m / u, half a pair added to each level. A campaign's pairs count as the square
 * root of their number, so that one in many pieces does not outweigh the others.
 */
export function learnWeights(pairs: readonly LabelledPair[]): MatchWeights {
  const pieces = Map.groupBy(pairs, ({ campaign }) => campaign);
  const weightOf = ({ campaign }: LabelledPair) =>
    campaign === undefined ? 1 : 1 / Math.sqrt(pieces.get(campaign)?.length ?? 1);
  const others = pieces.get(undefined)?.length ?? 0;
  const levels = byName((name) => {
    const m = comparisons[name].levels.map(() => 0.5);
    const u = comparisons[name].levels.map(() => 0.5);
    for (const pair of pairs) {
      const level = pair.levels[name];
      const counts = pair.campaign === undefined ? u : m;
      if (level !== undefined) counts[level] = (counts[level] ?? 0) + weightOf(pair);
    }
    const [allM, allU] = [m, u].map((counts) => counts.reduce((sum, n) => sum + n, 0));
    const share = (n: number | undefined, all: number | undefined) => (n ?? 0) / (all ?? 1);
    return falling(
      m.map((n, i) => Math.log2(share(n, allM) / share(u[i], allU))),
      m.map((n, i) => n + (u[i] ?? 0)),
    );
  });
  return { prior: Math.log2((pairs.length - others) / Math.max(1, others)), levels };
}

const tenths = (bits: number) => Math.round(bits * 10) / 10;

/** Of two families' weights the one nearer to 0; the mean where they say the opposite. In tenths of a bit. */
export function cautious(a: MatchWeights, b: MatchWeights): MatchWeights {
  const nearer = (x: number, y: number) => {
    if (x * y < 0) return (x + y) / 2;
    return Math.abs(x) < Math.abs(y) ? x : y;
  };
  return {
    prior: tenths(Math.min(a.prior, b.prior)),
    levels: byName((name) => a.levels[name].map((x, i) => tenths(nearer(x, b.levels[name][i] ?? 0)))),
  };
}

/** Weights as they stand in `match-weights.ts`, in tenths of a bit. */
export const asSource = ({ prior, levels }: MatchWeights) =>
  [
    `prior: ${tenths(prior)},`,
    'levels: {',
    ...comparisonNames.map((name) => `  ${name}: [${levels[name].map(tenths).join(', ')}],`),
    '},',
  ].join('\n');
