import { thresholds } from '../thresholds.ts';
import { edge, type Joinable } from './edges.ts';
import { UnionFind } from './union-find.ts';

export interface Member extends Joinable {
  readonly segment_id: string;
  readonly calls: number;
}

/**
 * Groups segments into campaigns; what is left out opens nothing. The result depends on the set of segments alone.
 * Behavior joins last, and never so that two proven, different origins end up in one campaign.
 */
export function components<S extends Member>(unsorted: readonly S[]): S[][] {
  const segments = [...unsorted].sort((a, b) => (a.segment_id < b.segment_id ? -1 : 1));
  const sets = new UnionFind(segments.length);
  const behavior: [number, number][] = [];
  for (const [i, a] of segments.entries()) {
    for (let j = i + 1; j < segments.length; j += 1) {
      const b = segments[j];
      const kind = b === undefined ? undefined : edge(a, b);
      if (kind === 'origin') sets.union(i, j);
      if (kind === 'behavior') behavior.push([i, j]);
    }
  }
  const proven = provenOrigins(segments, sets);
  for (const [i, j] of behavior) joinUnlessProvenApart(sets, proven, i, j);
  return sets
    .groups()
    .map((group) => group.flatMap((index) => segments[index] ?? []))
    .filter(opens);
}

function provenOrigins(segments: readonly Member[], sets: UnionFind): Map<number, Set<string>> {
  const proven = new Map<number, Set<string>>();
  for (const [i, segment] of segments.entries()) {
    const root = sets.find(i);
    const origins = proven.get(root) ?? new Set();
    if (segment.origin_provider !== '') origins.add(segment.origin_key);
    proven.set(root, origins);
  }
  return proven;
}

function joinUnlessProvenApart(
  sets: UnionFind,
  proven: Map<number, Set<string>>,
  i: number,
  j: number,
): void {
  const [a, b] = [sets.find(i), sets.find(j)];
  if (a === b) return;
  const both = new Set([...(proven.get(a) ?? []), ...(proven.get(b) ?? [])]);
  if (both.size > 1) return;
  sets.union(a, b);
  proven.set(sets.find(a), both);
}

/** Enough calls, half of them suspicious by themselves: what merely fits in does not carry a campaign. */
function opens(group: readonly Member[]): boolean {
  const callsOf = (segments: readonly Member[]) => segments.reduce((sum, segment) => sum + segment.calls, 0);
  const suspicious = callsOf(group.filter((segment) => segment.verdict === 'suspicious'));
  return callsOf(group) >= thresholds.campaignCalls && suspicious >= thresholds.campaignCalls / 2;
}
