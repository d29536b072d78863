import { type Call, legsOf } from './call.ts';
import { allEdges } from './edges.ts';
import type { Link } from './forest.ts';
import type { Leg } from './leg.ts';

/** Two sides that can't both be right. */
export interface Contradiction {
  /** 'hand-over': the other side names somebody else; 'no record': it reports without a gap, and has no such call. */
  readonly kind: 'hand-over' | 'no record';
  readonly from: string;
  readonly to: string;
  readonly claimed_by: string;
  readonly contradicted_by: string;
  /** Whom the other side names instead; its own id = its own customer, or its own subscriber. */
  readonly instead: string | null;
}

/** Whether a provider that reported no leg of this call would have, had there been one. */
export type Denies = (provider: string) => boolean;

/** What is known of providers besides the call's legs. */
export interface Providers {
  readonly denies: Denies;
  readonly isForeign: (provider: string) => boolean;
}

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
 * A leg as it counts for the origin: who denies the call is not named, and where another leg above says to have handed
 * the call over, or time and ending say so, whom this leg names instead is no origin.
 */
export function asToOrigin(leg: Leg, { forest }: Call, reported: ReadonlySet<string>, denies: Denies): Leg {
  if (leg.upstream === leg.carrier) return leg;
  const denied = leg.upstream !== '' && !reported.has(leg.upstream) && denies(leg.upstream);
  const above = forest.before.get(leg);
  if (above !== undefined && (denied || isTakenFrom(above))) return { ...leg, upstream: above.from.carrier };
  return denied ? { ...leg, upstream: '' } : leg;
}

const isTakenFrom = ({ evidence, from, to }: Link) =>
  evidence === 'inferred' || (evidence === 'contradicted' && from.downstream === to.carrier);
