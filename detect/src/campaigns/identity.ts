import { shortHash } from '../segments/segment.ts';

export interface Identified<S> {
  readonly campaign_id: string;
  /** Other campaigns whose segments are now this one's. */
  readonly merged_from: readonly string[];
  readonly segments: readonly S[];
}

/**
 * Gives each component its campaign's id: the one its segments (or their calls, `known`) had, else the hash of its smallest segment. Where
 * several components claim one id, the largest keeps it; where one has several, the smallest survives.
 */
export function identify<S extends { segment_id: string; calls: number }>(
  groups: readonly (readonly S[])[],
  known: ReadonlyMap<string, readonly string[]>,
): Identified<S>[] {
  const size = (group: readonly S[]) => group.reduce((sum, segment) => sum + segment.calls, 0);
  const first = (group: readonly S[]) => group.map((s) => s.segment_id).sort()[0] ?? '';
  const ordered = [...groups].sort((a, b) => size(b) - size(a) || (first(a) < first(b) ? -1 : 1));
  const taken = new Set<string>();
  return ordered.map((segments) => {
    const former = [...new Set(segments.flatMap((s) => known.get(s.segment_id) ?? []))].sort();
    const free = former.filter((id) => !taken.has(id));
    let campaign_id = free[0] ?? `c-${shortHash(first(segments))}`;
    while (taken.has(campaign_id)) campaign_id = `c-${shortHash(campaign_id)}`;
    taken.add(campaign_id);
    const merged_from = free.filter((id) => id !== campaign_id);
    for (const id of merged_from) taken.add(id);
    return { campaign_id, merged_from, segments };
  });
}
