import type { Reference } from '@ringtrace/enrich/reference';
import { rmdStates } from '@ringtrace/schemas/tables/cdr';
import { TextFacts } from './text-facts.ts';

interface ProviderFacts {
  /** By upstream id: the index of its state in `rmdStates`, plus `abroad` where it is no U.S. provider. */
  readonly upstream: TextFacts<number>;
  /** By signer_ocn: the provider's number in the reference data; 0 where it is unknown. */
  readonly signer: TextFacts<number>;
  /** By a provider's number: the index of its state in `rmdStates`. */
  readonly rmd: readonly number[];
}

/** Added to the index of a provider abroad. It must be greater than any index of `rmdStates`. */
export const abroad = 8;
/** From a value of `upstream` to the index in `rmdStates`: `abroad` is taken off. */
export const rmdIn: readonly number[] = [
  ...rmdStates.keys(),
  ...Array<number>(abroad - rmdStates.length).fill(0),
  ...rmdStates.keys(),
];

const known = new WeakMap<Reference, ProviderFacts>();

/** The facts about providers under one version of the reference data. They are looked up once for each provider. */
export function providersOf(reference: Reference): ProviderFacts {
  let facts = known.get(reference);
  if (facts === undefined) {
    const rmdIndex = (id: string) => rmdStates.indexOf(reference.rmdOf(id));
    facts = {
      upstream: new TextFacts((id) => rmdIndex(id) + (reference.isDomestic(id) ? 0 : abroad), 0),
      signer: new TextFacts((ocn) => reference.providerNumber(ocn), 0),
      rmd: reference.providerIds.map(rmdIndex),
    };
    known.set(reference, facts);
  }
  return facts;
}
