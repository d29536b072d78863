import { placeName } from '../features/segment-key.ts';
import type { Behavior } from '../linking/behavior.ts';
import { type Difference, isBeyondChance, shareDifference } from '../linking/difference.ts';
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

/** Two parts of a campaign with plainly different shares of answered or short calls. */
export interface UnlikeParts {
  readonly by: Parting;
  /** The larger first. */
  readonly parts: readonly Part[];
}

/** How calls end. */
type Endings = Pick<Behavior, 'calls' | 'answered' | 'short'>;

/** The endings of several segments added up. */
function endingsOf(segments: readonly LinkableSegment[]): Endings {
  let [calls, answered, short] = [0, 0, 0];
  for (const { behavior } of segments) {
    calls += behavior.calls;
    answered += behavior.answered;
    short += behavior.short;
  }
  return { calls, answered, short };
}

/**
 * Differences in how calls end. Only shares that `Part` shows are compared. So a reader sees what the difference is.
 * Different lengths of messages are named by themselves (`messageLengths`).
 */
const differences = (a: Endings, b: Endings): Difference[] => [
  shareDifference([a.answered, b.answered], [a.calls, b.calls]),
  shareDifference([a.short, b.short], [a.answered, b.answered]),
];

/** The endings of each part that is large enough to be compared, the largest first. */
function partsBy(parting: Parting, segments: readonly LinkableSegment[], least: number): Endings[] {
  return [...Map.groupBy(segments, partOf[parting])]
    .map(([name, own]) => ({ name, endings: endingsOf(own) }))
    .filter(({ endings }) => endings.calls >= least)
    .sort((a, b) => b.endings.calls - a.endings.calls || (a.name < b.name ? -1 : 1))
    .map(({ endings }) => endings);
}

/**
 * The difference of two shares from which two parts are named. With many calls, chance explains hardly any
 * difference, however small. Shares change over the day within one campaign. So parts of different hours must differ
 * by the whole limit of linking, other parts by the limit for calls at the same time.
 */
const leastDifference = (by: Parting) =>
  (by === 'hour' ? 1 : thresholds.atOnceLimit) * thresholds.differentShare;

/** The largest two parts that differ by more than `least`, and by more than chance explains. */
function unlikeTwo(parts: readonly Endings[], least: number): readonly [Endings, Endings] | undefined {
  const isPlain = (difference: Difference) => difference.value > least && isBeyondChance(difference);
  for (const [i, b] of parts.entries())
    for (const a of parts.slice(0, i)) if (differences(a, b).some(isPlain)) return [a, b];
  return undefined;
}

/**
 * Two parts of a campaign with plainly different shares of answered or short calls, for each way to part the calls;
 * nothing for a way without such parts. The two may be two campaigns. They may also be one: its shares may change
 * over the day, or with the list that is called.
 */
export function unlikePartsOf(segments: readonly LinkableSegment[]): readonly UnlikeParts[] {
  const calling = segments.filter(({ calls }) => calls > 0);
  const all = endingsOf(calling).calls;
  const least = Math.max(thresholds.segmentCalls, thresholds.partShare * all);
  return partings.flatMap((by) => {
    const parts = unlikeTwo(partsBy(by, calling, least), leastDifference(by));
    return parts === undefined ? [] : [{ by, parts: parts.map((part) => shown(part, all)) }];
  });
}

const shown = ({ calls, answered, short }: Endings, all: number): Part => ({
  share: calls / all,
  answered: answered / calls,
  short: short / Math.max(1, answered),
});
