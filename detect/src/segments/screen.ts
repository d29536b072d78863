import type { Counts, Details, Features } from '../features/features.ts';
import { segmentKeyName } from '../features/segment-key.ts';
import { asked, isCustomer } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import type { Judgement } from './judgement.ts';
import { judgeSegment } from './score.ts';

/** What is ordinary is kept where it may speak for a number or a customer that another hour speaks against. */
export const isKept = ({ verdict, features: f }: Pick<Judgement, 'verdict' | 'features'>) =>
  verdict !== 'ordinary' || (f.calls >= thresholds.segmentCalls && (f.kind === 'number' || isCustomer(f)));

type DetailsAlone = Omit<Details, keyof Counts | 'origins'>;
/** Details have no part in a judgement. */
const untold: DetailsAlone = {
  seconds: [[], []],
  areas: [[], []],
  callers: [],
  blocks: [],
  first_ms: 0,
  last_ms: 0,
  legs: 0,
  carriers: [],
};

/** What is judged of a segment, from its counts and, where they are known, its details. */
export const featuresOf = (counts: Counts, details: DetailsAlone = untold): Features => ({
  ...counts,
  ...details,
  ...asked(counts),
});

/** The segments that are kept. Honest traffic mostly is not among them, and its calls are not looked at any closer. */
export const keptSegments = (
  segments: readonly Counts[],
  baselineAt: (hour: number) => Baseline,
): readonly Counts[] =>
  segments.filter((counts) => isKept(judgeSegment(featuresOf(counts), baselineAt(counts.hour))));

/** Counts of segments with the details of the same segments. Throws where a segment has none: its calls are gone. */
export function withDetails(segments: readonly Counts[], details: readonly Details[]) {
  const of = new Map(details.map((one) => [segmentKeyName(one), one]));
  return segments.map((counts) => {
    const found = of.get(segmentKeyName(counts));
    if (found === undefined) throw new Error(`no calls are left of the segment ${segmentKeyName(counts)}`);
    const { origins, ...own } = found;
    return { origins, features: featuresOf(counts, own) };
  });
}
