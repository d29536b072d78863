import type { Edge } from '@ringtrace/detect/trace/edges';
import type { Leg } from '@ringtrace/detect/trace/leg';
import type { CallRecords, Identity } from './call-records.ts';

/** A provider in the path, and where in the trace's hops (from the origin, from 0) it stands; undefined = beside these. */
export interface Place {
  readonly provider: string;
  readonly index: number | undefined;
}

/** How records know a hand-over. Both sides, the upper alone, or the lower alone may have said so. */
interface Above {
  readonly place: Place;
  /** Whether the upper provider's own record says that it gave the call away. */
  readonly told_above: boolean;
}

/** What a provider's own leg says of the call. */
export interface OwnRecord {
  readonly start_ms: number;
  /** '' = not said. */
  readonly upstream: string;
  readonly own_customer: boolean;
  readonly customer: string;
  /** '' = not said. */
  readonly downstream: string;
  readonly own_subscriber: boolean;
  /** ISO 3166 country that the call was taken in from; '' = not said. */
  readonly country: string;
}

/** The records of a call, by the providers' one identity. */
export interface RecordView {
  /** The last provider of the call's path; undefined where no member reported the call. */
  readonly last: Place | undefined;
  ownOf(provider: string): readonly OwnRecord[];
  /** Who handed the call to this provider, as records prove it. Providers in `rejected` say that it is not them. */
  above(place: Place, rejected: ReadonlySet<string>): Above | undefined;
  /** Whether records disagree on who handed the call to this provider. */
  isContradicted(place: Place): boolean;
  /** The provider that time and numbers alone put above this one; '' = none. */
  suggested(place: Place): string;
  isProvenOrigin(place: Place): boolean;
  /** Providers whose own record says that they handed the call to this one. */
  gaveTo(provider: string): string[];
  /** Other providers whose own record says that they got the call from this one. */
  gotFrom(provider: string): string[];
  isEntry(provider: string): boolean;
  isForeign(provider: string): boolean;
  /** Whether the provider would have a record of the call, had it carried it. */
  denies(provider: string): boolean;
  /** Where a provider that an answer names stands above a place. */
  placeAbove(place: Place, provider: string): Place;
}

export function viewOf(records: CallRecords, idOf: Identity): RecordView {
  const { path, legs } = records.trace;
  const hops = (path?.hops ?? []).map((hop) => ({ ...hop, provider: idOf(hop.provider) }));
  const edges = (path?.edges ?? [])
    .map((edge) => identified(edge, idOf))
    .filter(({ from, to }) => from !== to);
  const contradictions = (path?.contradictions ?? []).map(({ kind, from, to, contradicted_by }) => ({
    kind,
    from: idOf(from),
    to: idOf(to),
    contradicted_by: idOf(contradicted_by),
  }));
  const own = Map.groupBy(legs, (leg) => idOf(leg.carrier));
  const foreign = new Set([...records.foreign].map(idOf));
  const complete = new Set([...records.complete].map(idOf));
  const incomplete = new Set([...records.looked_at].filter((id) => !records.complete.has(id)).map(idOf));
  const ownOf = (provider: string) => (own.get(provider) ?? []).map((leg) => ownRecord(leg, idOf));
  const isTold = ({ evidence }: Edge) => evidence === 'both' || evidence === 'one';
  const gaveTo = (provider: string) =>
    edges
      .filter((edge) => edge.to === provider && isTold(edge) && edge.told_by.includes(edge.from))
      .map(({ from }) => from);
  const gotFrom = (provider: string) =>
    edges.filter((edge) => edge.from === provider && edge.told_by.includes(edge.to)).map(({ to }) => to);
  /** A provider without a record is believed to have carried the call against its word where both neighbors name it. */
  const isDenied = ({ from, to }: Edge) =>
    contradictions.some((one) => one.kind === 'no record' && one.from === from && one.to === to) &&
    gaveTo(from).length === 0;

  const placed = (provider: string, before: number): Place => {
    const index = hops.findLastIndex((hop, i) => i < before && hop.provider === provider);
    return { provider, index: index < 0 ? undefined : index };
  };
  /** The hop above, where it is of another provider: two ids of one provider may stand behind each other. */
  const indexAbove = ({ provider, index }: Place) =>
    index === undefined ? -1 : hops.findLastIndex((hop, i) => i < index && hop.provider !== provider);
  /** The hop of this provider that the one above handed the call to. */
  const entryOf = (place: Place) => hops[indexAbove(place) + 1];

  const edgesTo = (place: Place) => {
    const above = hops[indexAbove(place)];
    const toPlace = edges.filter((edge) => edge.to === place.provider);
    if (above === undefined) return toPlace.toSorted((a, b) => Number(tells(b)) - Number(tells(a)));
    const told = toPlace.filter((edge) => edge.from === above.provider);
    return told.length > 0 ? told : toPlace;
  };
  const tells = (edge: Edge) => edge.told_by.includes(edge.from);

  return {
    last: hops.length === 0 ? undefined : { provider: hops.at(-1)?.provider ?? '', index: hops.length - 1 },
    ownOf,
    above(place, rejected) {
      const told = edgesTo(place).find((edge) => isTold(edge) && !isDenied(edge) && !rejected.has(edge.from));
      if (told === undefined) return undefined;
      return {
        place: placed(told.from, place.index ?? hops.length),
        told_above: tells(told),
      };
    },
    isContradicted: (place) =>
      entryOf(place)?.handed_over === 'contradicted' ||
      edgesTo(place).some(isDenied) ||
      contradictions.some(
        ({ kind, contradicted_by }) => kind === 'no record' && contradicted_by === place.provider,
      ),
    suggested: (place) =>
      entryOf(place)?.handed_over === 'inferred' ? (hops[indexAbove(place)]?.provider ?? '') : '',
    isProvenOrigin: ({ provider, index }) =>
      index !== undefined &&
      indexAbove({ provider, index }) < 0 &&
      path !== undefined &&
      path.origin_provider !== '' &&
      idOf(path.origin_provider) === provider,
    gaveTo,
    gotFrom,
    isEntry: (provider) =>
      path !== undefined && path.entry_provider !== '' && idOf(path.entry_provider) === provider,
    isForeign: (provider) => foreign.has(provider),
    denies: (provider) => !own.has(provider) && complete.has(provider) && !incomplete.has(provider),
    placeAbove: (place, provider) => placed(provider, place.index ?? hops.length),
  };
}

const identified = (edge: Edge, idOf: Identity): Edge => ({
  ...edge,
  from: idOf(edge.from),
  to: idOf(edge.to),
  told_by: edge.told_by.map(idOf),
});

const ownRecord = (leg: Leg, idOf: Identity): OwnRecord => ({
  start_ms: leg.start_ms,
  upstream: leg.upstream === '' || leg.upstream === leg.carrier ? '' : idOf(leg.upstream),
  own_customer: leg.upstream === leg.carrier,
  customer: leg.customer,
  downstream: leg.downstream === '' || leg.downstream === leg.carrier ? '' : idOf(leg.downstream),
  own_subscriber: leg.downstream === leg.carrier,
  country: leg.ingress_country,
});
