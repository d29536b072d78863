import { mostPoints, thinned } from './thin.ts';

export interface Step {
  /** A length of time, in the unit of the chart. */
  readonly at: number;
  /** 0 to 1; it holds from `at` until the next step. */
  readonly share: number;
  /** How many were still waiting just before. */
  readonly atRisk: number;
}

/** The steps that are drawn, in their order: the curve begins with nothing at 0, and has so many points as can be seen. */
export function stepsDrawn(sorted: readonly Step[]): readonly Step[] {
  const first = sorted[0];
  if (first === undefined) return [];
  const kept = new Set(
    thinned(
      sorted.map(({ at, share }) => ({ at, value: share })),
      mostPoints,
    ).map(({ at }) => at),
  );
  return [{ at: 0, share: 0, atRisk: first.atRisk }, ...sorted.filter(({ at }) => kept.has(at))];
}
