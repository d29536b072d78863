import type { Published } from './candidates-topic.ts';

/** What the campaigns of the store are, once a run is over. */
export interface Outcome {
  /** What a campaign was merged into, where it was. */
  readonly mergedInto: ReadonlyMap<string, string>;
  /** The drawn campaign that a standing campaign truly is. */
  readonly truth: ReadonlyMap<string, string>;
}

/** When the first open candidate of each drawn campaign reached the topic, ms since 1970. */
export function firstOpened(
  published: readonly Published[],
  { mergedInto, truth }: Outcome,
): Map<string, number> {
  const opened = new Map<string, number>();
  for (const { campaign_id, status, at } of published) {
    if (status !== 'open') continue;
    const drawn = truth.get(standing(campaign_id, mergedInto));
    if (drawn !== undefined) opened.set(drawn, Math.min(at, opened.get(drawn) ?? at));
  }
  return opened;
}

function standing(campaign: string, mergedInto: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let at = campaign;
  for (let into = mergedInto.get(at); into && !seen.has(into); into = mergedInto.get(at)) {
    seen.add(into);
    at = into;
  }
  return at;
}

/** How many candidates were open, and withdrawn later. */
export function takenBack(published: readonly Published[]): number {
  const [open, back] = [new Set<string>(), new Set<string>()];
  for (const { candidate_id, status } of published) {
    if (status === 'open') open.add(candidate_id);
    if (status === 'withdrawn' && open.has(candidate_id)) back.add(candidate_id);
  }
  return back.size;
}

/** The value below which a share of some numbers lies; undefined of none. */
export function quantile(numbers: readonly number[], share: number): number | undefined {
  return numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * numbers.length) - 1)];
}
