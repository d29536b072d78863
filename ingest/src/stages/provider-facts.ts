import type { Reference } from '@ringtrace/enrich/reference';
import { rmdStates } from '@ringtrace/schemas/tables/cdr';
import { TextFacts } from './text-facts.ts';

interface ProviderFacts {
  /** By upstream: a place in `rmdStates`, and `abroad` where it is no U.S. provider. */
  readonly upstream: TextFacts<number>;
  /** By signer_ocn: the provider's id. */
  readonly signer: TextFacts<string>;
  /** By signer_ocn: a place in `rmdStates`. */
  readonly signerRmd: TextFacts<number>;
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
    const signerOf = (ocn: string) => reference.providerOfOcn(ocn)?.provider_id ?? '';
    facts = {
      upstream: new TextFacts((id) => rmdPlace(id) + (reference.isDomestic(id) ? 0 : abroad), 0),
      signer: new TextFacts(signerOf, ''),
      signerRmd: new TextFacts((ocn) => rmdPlace(signerOf(ocn)), 0),
    };
    known.set(reference, facts);
  }
  return facts;
}
