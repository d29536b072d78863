import { shortHash } from '../segments/segment.ts';

/** The segments of a campaign with its id. */
export interface Identified<S> {
  readonly campaign_id: string;
  /** Ids of other campaigns whose segments are this one's now. */
  readonly merged_from: readonly string[];
  readonly segments: readonly S[];
}

/**
 * Gives each group of segments a campaign id. `former` are the campaigns that each segment was in, by segment id. A group
 * keeps the id that its segments had, so that a campaign stays the same one as it grows. Of several ids, the smallest one
 * stays. Where a campaign was split, its largest part keeps the id. A new campaign's id is a hash of its first segment
 * id.
 */
export function identify<S extends { segment_id: string; calls: number }>(
  groups: readonly (readonly S[])[],
  former: ReadonlyMap<string, readonly string[]>,
): Identified<S>[] {
  const size = (group: readonly S[]) => group.reduce((sum, segment) => sum + segment.calls, 0);
  const first = (group: readonly S[]) => group.map((s) => s.segment_id).sort()[0] ?? '';
  const ordered = [...groups].sort((a, b) => size(b) - size(a) || (first(a) < first(b) ? -1 : 1));
  const taken = new Set<string>();
  return ordered.map((segments) => {
    const had = [...new Set(segments.flatMap((s) => former.get(s.segment_id) ?? []))].sort();
    const free = had.filter((id) => !taken.has(id));
    let campaign_id = free[0] ?? `c-${shortHash(first(segments))}`;
    while (taken.has(campaign_id)) campaign_id = `c-${shortHash(campaign_id)}`;
    taken.add(campaign_id);
    const merged_from = free.filter((id) => id !== campaign_id);
    for (const id of merged_from) taken.add(id);
    return { campaign_id, merged_from, segments };
  });
}
