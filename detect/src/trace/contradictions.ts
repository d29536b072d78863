import { type Call, legsOf } from './call.ts';
import { allEdges } from './edges.ts';
import type { Link } from './forest.ts';
import type { Leg } from './leg.ts';

/** Two statements of which one must be wrong. */
export interface Contradiction {
  /**
   * 'hand-over': one side names the other, which names somebody else. 'no record': one side names a provider that reports
   * without a gap and has no such call.
   */
  readonly kind: 'hand-over' | 'no record';
  readonly from: string;
  readonly to: string;
  readonly claimed_by: string;
  readonly contradicted_by: string;
  /** The provider that the other side names instead. Its own id means its own customer or subscriber. null = nobody. */
  readonly instead: string | null;
}

/** Whether a provider's feed is so complete that a leg of this call would be there, had the provider carried the call. */
export type Denies = (provider: string) => boolean;

/** What is known of providers besides the call's legs. */
export interface Providers {
  readonly denies: Denies;
  readonly isForeign: (provider: string) => boolean;
}

/** All contradictions in a call's legs. */
export function contradictionsOf(call: Call, denies: Denies): Contradiction[] {
  const legs = legsOf(call);
  const reported = new Set(legs.map((leg) => leg.carrier));
  const denied = allEdges(call).filter(({ evidence }) => evidence === 'one');
  return [
    ...legs.flatMap((leg) =>
      call.forest
        .after(leg)
        .filter(({ evidence }) => evidence === 'contradicted')
        .map(contradictionIn),
    ),
    ...denied.flatMap(({ from, to, told_by }) =>
      [from, to]
        .filter((provider) => !reported.has(provider) && denies(provider))
        .map((provider) => ({
          kind: 'no record' as const,
          from,
          to,
          claimed_by: told_by[0] ?? '',
          contradicted_by: provider,
          instead: null,
        })),
    ),
  ];
}

function contradictionIn({ from, to }: Link): Contradiction {
  const byFrom = from.downstream === to.carrier;
  const sides = { from: from.carrier, to: to.carrier };
  return byFrom
    ? { kind: 'hand-over', ...sides, claimed_by: sides.from, contradicted_by: sides.to, instead: to.upstream }
    : {
        kind: 'hand-over',
        ...sides,
        claimed_by: sides.to,
        contradicted_by: sides.from,
        instead: from.downstream,
      };
}

/**
 * A leg as it counts when the origin is looked for. Where another leg is known to have handed the call to this one, that
 * leg's carrier is the upstream, whatever this leg says. A provider that denies the call is not taken for the upstream.
 */
export function asToOrigin(leg: Leg, { forest }: Call, reported: ReadonlySet<string>, denies: Denies): Leg {
  if (leg.upstream === leg.carrier) return leg;
  const denied = leg.upstream !== '' && !reported.has(leg.upstream) && denies(leg.upstream);
  const above = forest.before.get(leg);
  if (above !== undefined && (denied || isTakenFrom(above))) return { ...leg, upstream: above.from.carrier };
  return denied ? { ...leg, upstream: '' } : leg;
}

/** Whether the upper leg's carrier handed the call over by its own word, or by time and ending. */
const isTakenFrom = ({ evidence, from, to }: Link) =>
  evidence === 'inferred' || (evidence === 'contradicted' && from.downstream === to.carrier);
