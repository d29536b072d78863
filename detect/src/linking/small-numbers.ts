import { ringsOnce } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import { together } from './behavior.ts';
import type { Change } from './change.ts';
import { synthesis } from './edges.ts';
import { alone, asOne, type Group, inOrder, isStrong, type Judge, type Member } from './group.ts';

const hourMs = 3_600_000;

/** Too busy for a source, too quiet to be judged as a number. */
const isSmallNumber = (segment: Member) =>
  segment.calls > 0 &&
  segment.calling_number !== 0 &&
  !ringsOnce(segment.caller_class) &&
  synthesis(segment) !== 'given';

/** Small numbers are looked at together by hour and place, all others each by itself. */
const placeOf = (segment: Member) =>
  isSmallNumber(segment)
    ? [Math.floor(segment.first_ms / hourMs), segment.caller_class, segment.origin_key].join(' ')
    : segment.segment_id;

interface Place<S> {
  readonly members: readonly S[];
  readonly groups: readonly Group<S>[];
}

/**
 * A campaign that changes its number every few dozen calls: the numbers of a place that call too little to be judged by
 * themselves are judged together, an hour at a time, and stay together where that is suspicious, or possible. Any other
 * segment is a group of its own.
 */
export class SmallNumbers<S extends Member> {
  readonly #judge: Judge<S>;
  readonly #places = new Map<string, Place<S>>();

  constructor(judge: Judge<S>) {
    this.#judge = judge;
  }

  /** Takes a change of the segments; returns that of the groups they are. */
  update(segments: Change<S>): Change<Group<S>> {
    const left = new Set(segments.gone);
    const arrived = Map.groupBy(segments.come, placeOf);
    const gone: Group<S>[] = [];
    const come: Group<S>[] = [];
    for (const place of new Set([...segments.gone.map(placeOf), ...arrived.keys()])) {
      const { members: known, groups: former } = this.#places.get(place) ?? { members: [], groups: [] };
      const members = [...known.filter((member) => !left.has(member)), ...(arrived.get(place) ?? [])];
      const groups = this.#groupsOf(members.sort(inOrder));
      for (const group of former) gone.push(group);
      for (const group of groups) come.push(group);
      if (groups.length > 0) this.#places.set(place, { members, groups });
      else this.#places.delete(place);
    }
    return { gone, come };
  }

  #groupsOf(members: readonly S[]): Group<S>[] {
    const numbers = new Set(members.map(({ calling_number }) => calling_number));
    if (numbers.size >= thresholds.pooledNumbers) {
      const verdict = this.#judge(members);
      if (isStrong({ verdict })) {
        const behavior = together(members.map((member) => member.behavior));
        return [{ ...asOne(members, behavior), verdict, opens: true }];
      }
    }
    return members.map(alone);
  }
}
