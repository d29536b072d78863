import { longestS } from '../features/features.ts';
import { placeName } from '../features/segment-key.ts';
import type { Behavior } from '../linking/behavior.ts';
import {
  type Difference,
  distributionDifference,
  isBeyondChance,
  shareDifference,
} from '../linking/difference.ts';
import type { LinkableSegment } from '../linking/linkable-segment.ts';
import { thresholds } from '../thresholds.ts';

/** By what the calls of a campaign are put into parts. `called`: whether their callers are called themselves. */
export const partings = ['called', 'callers', 'place', 'hour'] as const;
type Parting = (typeof partings)[number];

const partOf: Readonly<Record<Parting, (segment: LinkableSegment) => string>> = {
  called: ({ callers_called }) => String(callers_called),
  callers: ({ caller_class, called_back_at }) => `${caller_class} ${called_back_at}`,
  place: placeName,
  hour: ({ hour }) => String(hour),
};

/** A part of a campaign's calls; all values are shares, 0 to 1. */
export interface Part {
  /** Of the campaign's calls. */
  readonly share: number;
  /** Answered calls, of the part's calls. */
  readonly answered: number;
  /** Calls hung up within 6 s, of its answered calls. */
  readonly short: number;
}

/** Two parts of a campaign whose calls surely end otherwise. */
export interface UnlikeParts {
  readonly by: Parting;
  /** The larger first. */
  readonly parts: readonly Part[];
}

/** How calls end. */
type Endings = Pick<Behavior, 'calls' | 'answered' | 'short' | 'seconds'>;

/** The endings of several segments added up. */
function endingsOf(segments: readonly LinkableSegment[]): Endings {
  const seconds = new Array<number>(longestS).fill(0);
  let [calls, answered, short] = [0, 0, 0];
  for (const { behavior } of segments) {
    calls += behavior.calls;
    answered += behavior.answered;
    short += behavior.short;
    for (const [second, heard] of behavior.seconds.entries())
      seconds[second] = (seconds[second] ?? 0) + heard;
  }
  return { calls, answered, short, seconds };
}

/** Differences in how calls end. */
const differences = (a: Endings, b: Endings): Difference[] => [
  shareDifference([a.answered, b.answered], [a.calls, b.calls]),
  shareDifference([a.short, b.short], [a.answered, b.answered]),
  distributionDifference(a.seconds, b.seconds) ?? { value: 0, error: 0 },
];

/** The endings of each part that is large enough to be compared, the largest first. */
function partsBy(parting: Parting, segments: readonly LinkableSegment[], least: number): Endings[] {
  return [...Map.groupBy(segments, partOf[parting])]
    .map(([name, own]) => ({ name, endings: endingsOf(own) }))
    .filter(({ endings }) => endings.calls >= least)
    .sort((a, b) => b.endings.calls - a.endings.calls || (a.name < b.name ? -1 : 1))
    .map(({ endings }) => endings);
}

/** The largest two parts of which chance cannot explain the difference. */
function unlikeTwo(parts: readonly Endings[]): readonly [Endings, Endings] | undefined {
  for (const [i, b] of parts.entries())
    for (const a of parts.slice(0, i)) if (differences(a, b).some(isBeyondChance)) return [a, b];
  return undefined;
}

/**
 * Parts of a campaign whose calls surely end otherwise: one for each way to part the calls, at most. One dialer that plays one message to
 * one list has no such parts as a rule. So they may be two campaigns.
 */
export function unlikePartsOf(segments: readonly LinkableSegment[]): readonly UnlikeParts[] {
  const calling = segments.filter(({ calls }) => calls > 0);
  const all = endingsOf(calling).calls;
  const least = Math.max(thresholds.segmentCalls, thresholds.partShare * all);
  return partings.flatMap((by) => {
    const parts = unlikeTwo(partsBy(by, calling, least));
    return parts === undefined ? [] : [{ by, parts: parts.map((part) => shown(part, all)) }];
  });
}

const shown = ({ calls, answered, short }: Endings, all: number): Part => ({
  share: calls / all,
  answered: answered / calls,
  short: short / Math.max(1, answered),
});
