import { ringsOnce } from '../judge/sources.ts';
import { thresholds } from '../thresholds.ts';
import { synthesis } from './edges.ts';
import { asOne, type Group, isStrong, type Judge, type Member } from './group.ts';

const hourMs = 3_600_000;
const hourOf = (segment: Member) => Math.floor(segment.first_ms / hourMs);

/** Too busy for a source, too quiet to be judged as a number. */
const isSmallNumber = (segment: Member) =>
  segment.calls > 0 &&
  segment.calling_number !== 0 &&
  !ringsOnce(segment.caller_class) &&
  synthesis(segment) !== 'given';

/**
 * A campaign that changes its number every few dozen calls: the numbers of a place that call too little to be judged by
 * themselves are judged together, an hour at a time, and stay together where that is suspicious, or possible.
 */
export function poolsOf<S extends Member>(segments: readonly S[], judge: Judge<S>): Group<S>[] {
  const places = Map.groupBy(segments.filter(isSmallNumber), (segment) =>
    [hourOf(segment), segment.caller_class, segment.origin_key].join(' '),
  );
  return [...places.values()].flatMap((members) => {
    const numbers = new Set(members.map(({ calling_number }) => calling_number));
    if (numbers.size < thresholds.pooledNumbers) return [];
    const verdict = judge(members);
    return isStrong({ verdict }) ? [{ ...asOne(members), verdict }] : [];
  });
}
