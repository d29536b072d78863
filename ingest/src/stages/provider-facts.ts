import type { Reference } from '@ringtrace/enrich/reference';
import { rmdStates } from '@ringtrace/schemas/tables/cdr';
import { TextFacts } from './text-facts.ts';

interface ProviderFacts {
  /** By upstream: a place in `rmdStates`, and `abroad` where it is no U.S. provider. */
  readonly upstream: TextFacts<number>;
  /** By signer_ocn: the provider's number. */
  readonly signer: TextFacts<number>;
  /** By a provider's number: a place in `rmdStates`. */
  readonly rmd: readonly number[];
}

export const abroad = 8;
/** The place in `rmdStates` by what `upstream` says. */
export const rmdIn: readonly number[] = [
  ...rmdStates.keys(),
  ...Array<number>(abroad - rmdStates.length).fill(0),
  ...rmdStates.keys(),
];

const known = new WeakMap<Reference, ProviderFacts>();

/** What is known of providers under one version of the reference data. */
export function providersOf(reference: Reference): ProviderFacts {
  let facts = known.get(reference);
  if (facts === undefined) {
    const rmdPlace = (id: string) => rmdStates.indexOf(reference.rmdOf(id));
    facts = {
      upstream: new TextFacts((id) => rmdPlace(id) + (reference.isDomestic(id) ? 0 : abroad), 0),
      signer: new TextFacts((ocn) => reference.providerNumber(ocn), 0),
      rmd: reference.providerIds.map(rmdPlace),
    };
    known.set(reference, facts);
  }
  return facts;
}
