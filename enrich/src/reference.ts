import { unknownHour } from '@ringtrace/schemas/tables/cdr';
import { isAbroad, isUs } from '@ringtrace/schemas/us-countries';
import type { BlockTable } from './block-table.ts';
import { localHours } from './called-hour.ts';
import type { AreaCode, Filing } from './entries.ts';
import type { HolderTable } from './holder-table.ts';
import { isNanp, isNeighbor } from './nanp.ts';
import { type NumberFacts, NumberLookups } from './number-lookups.ts';

type RmdStatus = 'listed' | 'removed' | 'none';
type ShakenStatus = 'complete' | 'partial' | 'none';

/** A voice service provider. `upstream`, `downstream` and the feed topics name it by its id. */
export interface Provider {
  readonly provider_id: string;
  readonly name: string;
  /** Operating company numbers, as NANPA and SHAKEN certificates name a provider. */
  readonly ocns: readonly string[];
  /** Takes part in the traceback group. */
  readonly member: boolean;
  /** ISO 3166 country. */
  readonly country: string;
  /** State in the FCC's Robocall Mitigation Database, as the group knows it. */
  readonly rmd: RmdStatus;
  /** How much of its traffic it signs. */
  readonly shaken: ShakenStatus;
}

/** Look-ups by kind of reference data; each is missing where no file of its kind is loaded. */
export interface ReferenceParts {
  readonly providers?: readonly Provider[];
  /** A provider's filing in the Robocall Mitigation Database, by its name. */
  readonly filingOf?: (name: string) => Filing | undefined;
  readonly isDno?: (n: number) => boolean;
  readonly blocks?: BlockTable;
  readonly ported?: HolderTable;
  readonly tollFree?: HolderTable;
  readonly areaCodes?: readonly AreaCode[];
}

/** Whether a number can be assigned, whether it is, and to whom. */
interface Held extends Pick<NumberFacts, 'valid' | 'assigned'> {
  /** Index in `Reference.providerIds` of the provider that holds the number; 0 = not known. */
  readonly holder: number;
}

/** The reference data that CDRs are enriched with, as in force at one time. Every look-up is synchronous and cheap. */
export interface Reference {
  /** The highest version number in force over all kinds of reference data; 0 = none loaded. */
  readonly version: number;
  readonly parts: ReferenceParts;
  /** Look-ups by number for whole batches. */
  readonly numbers: NumberLookups;
  /**
   * Provider ids. Look-ups use indexes into this list, as comparing integers is faster than comparing strings. Index 0
   * is ''.
   */
  readonly providerIds: readonly string[];
  /** Index in `providerIds` of the provider that has an OCN; 0 where no provider has it. */
  providerNumber(ocn: string): number;
  /** `providerNumber` for each of `numbers.ocns`. */
  readonly holders: Uint32Array;
  /** Facts about a number (E.164 digits). */
  numberFacts(n: number): NumberFacts;
  provider(id: string): Provider | undefined;
  providerOfOcn(ocn: string): Provider | undefined;
  /** A provider's state in the Robocall Mitigation Database; '' for an unknown provider. */
  rmdOf(id: string): RmdStatus | '';
  /** Whether a number (E.164 digits) is on the do-not-originate list. */
  isDno(n: number): boolean;
  /** Whether calling and called number are different NANP numbers of the same exchange (NPA-NXX). */
  isNeighbor(calling: number, called: number): boolean;
  /**
   * Whether an attestation A for this calling number is improper: the number is not valid or not assigned, or another
   * provider holds it. `signer` is the signing provider's index in `providerIds`, 0 where it is not known.
   */
  isImproper(calling: number, held: Held, signer: number): boolean;
  /** Whether a provider is a U.S. one. An unknown provider counts as one. */
  isDomestic(id: string): boolean;
  /** Whether a U.S. carrier took the call in from abroad, by `ingress_country` or the country of the upstream. */
  isForeignEntry(carrier: string, upstream: string, ingressCountry: string): boolean;
  /** The local hour (0 to 23) at a number at a time, ms since 1970; `unknownHour` where it is not known. */
  localHour(n: number, time: number): number;
}

/** Makes a reference from the loaded parts. */
export function createReference(version: number, parts: ReferenceParts): Reference {
  const { providers = [], filingOf, isDno = () => false, areaCodes } = parts;
  const byId = new Map(providers.map((provider) => [provider.provider_id, provider]));
  const byOcn = new Map(providers.flatMap((provider) => provider.ocns.map((ocn) => [ocn, provider])));
  const rmd = new Map(
    providers.map((provider) => [provider.provider_id, filingOf?.(provider.name)?.status ?? provider.rmd]),
  );
  const numbers = new NumberLookups(parts);
  const providerIds = ['', ...byId.keys()];
  const numberById = new Map(providerIds.map((id, number) => [id, number]));
  const providerNumber = (ocn: string) => numberById.get(byOcn.get(ocn)?.provider_id ?? '') ?? 0;
  const isDomestic = (id: string) => isUs(byId.get(id)?.country ?? 'US');
  return {
    version,
    parts,
    numbers,
    providerIds,
    providerNumber,
    holders: Uint32Array.from(numbers.ocns, providerNumber),
    numberFacts: (n) => numbers.facts(n),
    provider: (id) => byId.get(id),
    providerOfOcn: (ocn) => byOcn.get(ocn),
    rmdOf: (id) => rmd.get(id) ?? '',
    isDno,
    isNeighbor,
    isImproper(calling, { valid, assigned, holder }, signer) {
      if (!isNanp(calling)) return false;
      if (!valid || assigned === 'unassigned') return true;
      return signer !== 0 && holder !== 0 && holder !== signer;
    },
    isDomestic,
    isForeignEntry: (carrier, upstream, ingressCountry) =>
      isDomestic(carrier) && (isAbroad(ingressCountry) || !isDomestic(upstream)),
    localHour: areaCodes === undefined ? () => unknownHour : localHours(areaCodes),
  };
}

/** The reference without any reference file: only the number plan. */
export const emptyReference: Reference = createReference(0, {});
